import Foundation
import TestSupport
import Testing

struct CommandLineTests {
  let folder: TemporaryFolder
  let speech: String

  init() throws {
    folder = try TemporaryFolder()
    speech = folder.path("speech.flac")
    try SoundFile.write(SoundFile.babble(seconds: 1.5), as: .flac, to: speech)
  }

  @Test func versionRigsAndHelpAnswerOnStandardOutput() throws {
    #expect(try Command.mien("--version").output == "0.1.0\n")
    #expect(try Command.mien("rigs").output.hasPrefix("aria  68 targets"))
    let help = try Command.mien("bake", "--help").output
    #expect(help.contains("mien bake line.wav -o line.glb") && help.contains("--fps"))
  }

  @Test func resultsGoToStandardOutputAndNothingElseDoes() throws {
    let result = try Command.mien("bake", speech, "-o", folder.path("a.glb"), "-o", folder.path("a.csv"))
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output == folder.path("a.glb") + "\n" + folder.path("a.csv") + "\n")
  }

  @Test func quietSaysNothing() throws {
    let result = try Command.mien("bake", "--quiet", speech, "-o", folder.path("a.csv"))
    #expect(result.status == 0 && result.errors.isEmpty && result.output.isEmpty)
  }

  @Test func progressAsJSONIsOneObjectALineForEveryStep() throws {
    let result = try Command.mien("bake", "--progress", "json", speech, "-o", folder.path("a.csv"))
    let events = try result.errors.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(events.compactMap { $0["step"] as? String } == ["listen", "perform", "write"])
    #expect(events.last?["event"] as? String == "done")
  }

  @Test(arguments: ["--fps", "--seed", "--progress"])
  func refusesAnOptionWithAValueItCannotRead(option: String) throws {
    let result = try Command.mien("bake", speech, option, "nonsense", "-o", folder.path("a.csv"))
    #expect(result.status == 64 && !folder.entries.contains("a.csv"))
  }

  @Test func theCurveFileKeepsSixtyRowsASecondWhateverTheRate() throws {
    _ = try Command.mien("bake", speech, "--fps", "24", "-o", folder.path("a.csv"))
    let rows = try String(contentsOfFile: folder.path("a.csv"), encoding: .utf8).split(separator: "\n")
    #expect(rows.count == 1 + 91)
  }

  @Test func inspectSaysTheSameForPeopleAndForPrograms() throws {
    let text = try Command.mien("inspect", "aria").output
    #expect(text.contains("vocabulary arkit: 52 of 52 names") && text.contains("missing channels: none"))
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(try Command.mien("inspect", "aria", "--json").output.utf8))
        as? [String: Any])
    let meshes = try #require(report["meshes"] as? [[String: Any]])
    #expect((meshes[0]["targets"] as? [String])?.count == 68)
    #expect((report["joints"] as? [String: String])?["jaw"] == "jaw" && (report["missingChannels"] as? [String]) == [])
  }
}
