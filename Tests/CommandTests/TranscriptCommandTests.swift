import Foundation
import TestSupport
import Testing

/// Lines baked with their words.
struct TranscriptCommandTests {
  let folder: TemporaryFolder
  let greeting = Command.repository.appendingPathComponent("Samples/greeting")

  init() throws { folder = try TemporaryFolder() }

  private func bake(_ arguments: String...) throws -> ProgramRun {
    try Command.run(
      Command.executable,
      ["bake", greeting.appendingPathComponent("speech.wav").path, "-o", folder.path("x.csv")] + arguments)
  }

  @Test func theRightWordsBakeWithoutAWarning() throws {
    let result = try bake("--transcript", greeting.appendingPathComponent("text.txt").path)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
  }

  @Test func anotherLinesWordsBakeFromTheAudioAndSaySo() throws {
    _ = try bake()
    let fromAudio = try Data(contentsOf: URL(fileURLWithPath: folder.path("x.csv")))
    let result = try bake("--text", "Six thick thistle sticks, said Zachary to his seven sisters.")
    #expect(result.status == 0 && result.errors.contains("does not fit"), "\(result.errors)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("x.csv"))) == fromAudio)
  }

  @Test func tenThousandWordsForASecondsSoundBakeFromTheAudio() throws {
    let words = try folder.write(String(repeating: "many words ", count: 5000).utf8, to: "t.txt")
    let short = folder.path("short.wav")
    try SoundFile.write(SoundFile.babble(seconds: 2), as: .wav16, to: short)
    let result = try Command.mien("bake", short, "--transcript", words, "-o", folder.path("y.csv"))
    #expect(result.status == 0 && result.errors.contains("does not fit"), "\(result.errors)")
  }

  @Test(arguments: [
    (["--text", " … "], Int32(65), "holds no words"), (["--text", "yes", "--language", "xx"], 64, "no voice for 'xx'"),
    (["--transcript", "/nowhere/t.txt"], 66, "cannot read the transcript"),
    (["--text", "a", "--transcript", "b"], 64, "give one"),
  ])
  func refusesWordsThatCannotBeUsed(arguments: [String], status: Int32, words: String) throws {
    let result = try Command.run(
      Command.executable,
      ["bake", greeting.appendingPathComponent("speech.wav").path, "-o", folder.path("x.csv")] + arguments)
    #expect(result.status == status && result.errors.contains(words), "\(result.status) \(result.errors)")
    #expect(folder.entries.isEmpty)
  }

  @Test func aMissingPronouncerIsNamedWithItsPackage() throws {
    let speech = greeting.appendingPathComponent("speech.wav").path
    let result = try Command.shell("PATH= \"$MIEN\" bake '\(speech)' --text yes -o '\(folder.path("x.csv"))'")
    #expect(result.status == 69 && result.errors.contains("install the package 'espeak-ng'"), "\(result.errors)")
  }

  @Test func severalLinesNeedSeveralTranscripts() throws {
    let speech = greeting.appendingPathComponent("speech.wav").path
    let other = Command.repository.appendingPathComponent("Samples/warnung/speech.wav").path
    let result = try Command.mien("bake", speech, other, "--text", "yes", "-o", folder.path("{name}.csv"))
    #expect(result.status == 64)
  }
}
