import Foundation
import TestSupport
import Testing

/// What is heard in a line, as the command says it.
struct ListenCommandTests {
  let folder: TemporaryFolder
  let speech = Command.repository.appendingPathComponent("Samples/greeting/speech.wav").path
  let text = Command.repository.appendingPathComponent("Samples/greeting/text.txt").path

  init() throws { folder = try TemporaryFolder() }

  private struct Report: Decodable {
    struct Phone: Decodable {
      let start, end, confidence: Double
      let ipa: String
    }
    struct Word: Decodable {
      let text: String
      let start, end: Double?
      let confidence: Double
    }
    struct Feeling: Decodable {
      let time, arousal: Double
      let weights: [String: Double]
    }
    let durationSeconds: Double
    let phones: [Phone]
    let words: [Word]?
    let transcriptConfidence: Double?
    let emotion: [Feeling]
  }

  private func report(_ arguments: String...) throws -> Report {
    let result = try Command.run(Command.executable, ["listen", speech] + arguments)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
  }

  @Test func phonesCoverTheLineWithoutGapsAndTheFeelingSumsToOne() throws {
    let report = try report()
    #expect(report.phones.first?.start == 0 && report.phones.last?.end == report.durationSeconds)
    for (a, b) in zip(report.phones, report.phones.dropFirst()) { #expect(a.end == b.start && a.start < a.end) }
    #expect(report.phones.allSatisfy { (0...1).contains($0.confidence) })
    #expect(report.words == nil && report.transcriptConfidence == nil)
    #expect(abs(Double(report.emotion.count) * 0.2 - report.durationSeconds) < 0.21)
    for (index, feeling) in report.emotion.enumerated() {
      #expect(abs(feeling.time - 0.2 * Double(index)) < 1e-3 && (0...1).contains(feeling.arousal))
      #expect(feeling.weights.count == 8 && abs(feeling.weights.values.reduce(0, +) - 1) < 2e-3)
    }
  }

  @Test func everyWordOfTheTextIsFoundInItsOrder() throws {
    let words = try #require(try report("--transcript", text).words)
    #expect(
      words.map { $0.text.lowercased() }.joined(separator: " ")
        == "good morning my name is aria and i will be your voice for a while please bring me a map of bombay")
    let times = words.compactMap(\.start)
    #expect(times.count >= words.count - 1 && times == times.sorted())
    #expect(words.filter { $0.confidence > 0.5 }.count > words.count * 3 / 4)
  }

  @Test func whatIsHeardAsATextGridBakesAsOne() throws {
    let grid = folder.path("line.TextGrid")
    let heard = try Command.mien("listen", speech, "--transcript", text, "-o", grid)
    #expect(heard.status == 0 && heard.output == grid + "\n", "\(heard.errors)")
    let result = try Command.mien("bake", speech, "--textgrid", grid, "-o", folder.path("x.csv"))
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
  }

  @Test(arguments: [
    ("xmax = 0.13", "xmax = -0.13", Int32(65), "must rise"), ("\"IntervalTier\"", "\"Tier\"", 65, "unknown class"),
    ("\"phones\"", "\"notes\"", 65, "no tier of phones"),
  ])
  func aTextGridThatIsWrongIsRefused(part: String, replacement: String, status: Int32, words: String) throws {
    let grid = """
      File type = "ooTextFile"
      Object class = "TextGrid"
      xmin = 0
      xmax = 2
      tiers? <exists>
      size = 1
      item [1]:
          class = "IntervalTier"
          name = "phones"
          xmin = 0
          xmax = 2
          intervals: size = 1
              xmin = 0.1
              xmax = 0.13
              text = "p"
      """
    let path = try folder.write(
      grid.replacingOccurrences(of: part, with: replacement).utf8, to: "bad.TextGrid")
    let result = try Command.mien("bake", speech, "--textgrid", path, "-o", folder.path("x.csv"))
    #expect(result.status == status && result.errors.contains(words), "\(result.status) \(result.errors)")
    #expect(!folder.entries.contains("x.csv"))
  }

  @Test func aTextGridOfALongerLineSaysSo() throws {
    let grid = folder.path("line.TextGrid")
    _ = try Command.mien("listen", speech, "--transcript", text, "-o", grid)
    let short = folder.path("short.wav")
    try SoundFile.write(SoundFile.babble(seconds: 2), as: .wav16, to: short)
    let result = try Command.mien("bake", short, "--textgrid", grid, "-o", folder.path("x.csv"))
    #expect(result.status == 0 && result.errors.contains("lasts 6.8"), "\(result.errors)")
  }

  @Test(arguments: [
    (["listen", "/nowhere.wav"], Int32(66), "nowhere"), (["listen", "SPEECH", "-o", "x.txt"], 64, ".TextGrid"),
    (["bake", "SPEECH", "-o", "x.csv", "--emotion", "hapy"], 64, "'hapy' is no feeling"),
    (["bake", "SPEECH", "-o", "x.csv", "--emotion", "1 joy; 0 joy"], 64, "must rise"),
    (["bake", "SPEECH", "-o", "x.csv", "--style", "opera"], 64, "no style 'opera'"),
    (["model", "info", "--model", "/nowhere"], 66, "no model package"),
  ])
  func saysWhatIsWrong(arguments: [String], status: Int32, words: String) throws {
    let result = try Command.run(
      Command.executable, arguments.map { $0 == "SPEECH" ? speech : $0 == "x.csv" ? folder.path($0) : $0 })
    #expect(result.status == status && result.errors.contains(words), "\(result.status) \(result.errors)")
    #expect(folder.entries.isEmpty)
  }

  @Test func modelInfoTellsSizeLookAheadAndCard() throws {
    let info = try Command.mien("model", "info")
    #expect(info.status == 0 && info.output.contains("look-ahead   232.5 ms"), "\(info.output)")
    let card = try Command.mien("model", "info", "--card")
    #expect(card.output.hasPrefix("# mien-base"))
  }
}
