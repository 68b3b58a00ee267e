import Foundation
import TestSupport
import Testing

/// `--settings`, `mien settings`, and outputs of every kind in one bake.
struct SettingsCommandTests {
  private let folder: TemporaryFolder
  private let audio: String

  init() throws {
    folder = try TemporaryFolder()
    audio = folder.path("line.wav")
    try SoundFile.write(SoundFile.babble(seconds: 3), as: .wavFloat, to: audio)
  }

  private func settings(_ yaml: String) throws -> String { try folder.write(Data(yaml.utf8), to: "line.yaml") }

  private func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: folder.path(name))) }

  @Test func aFileOfSettingsIsTheCommandLine() throws {
    let yaml = try settings("seed: 5\nemotion: joy:0.6\nfps: 24\n")
    let file = try Command.mien("bake", audio, "--settings", yaml, "-o", folder.path("file.json"))
    let line = try Command.mien(
      "bake", audio, "--seed", "5", "--emotion", "joy:0.6", "--fps", "24", "-o", folder.path("line.json"))
    #expect(file.status == 0 && line.status == 0, "\(file.errors)")
    #expect(try bytes("file.json") == bytes("line.json"))
    let over = try Command.mien("bake", audio, "--settings", yaml, "--seed", "0", "-o", folder.path("over.json"))
    #expect(over.status == 0)
    #expect(try bytes("over.json") != bytes("file.json"))
  }

  @Test(arguments: [
    ("sead: 3", "did you mean 'seed'"), ("tolerance: 9", "0.0001 to 0.1"), ("a: &a [*a]", "anchor"), ("seed:", "seed"),
  ])
  func badSettingsAreUsageErrorsOfOneLine(yaml: String, words: String) throws {
    let run = try Command.mien("bake", audio, "--settings", try settings(yaml), "-o", folder.path("a.csv"))
    #expect(run.status == 64 && run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: ["bake", "preview"]) func everyPerformanceSettingIsAnOption(command: String) throws {
    let help = try Command.mien(command, "--help").output
    for name in ["--emotion", "--style", "--seed", "--language", "--keep-going", "--settings"] {
      #expect(help.contains(name), "\(command) lacks \(name)")
    }
  }

  @Test func aPatternMakesItsFoldersAndOneBakeWritesEveryKind() throws {
    let pattern = folder.path("new/deep/{name}")
    let ends = [".glb", ".csv", ".heard.json", ".TextGrid", "-curves.svg"]
    let run = try Command.run(
      Command.executable, ["bake", audio, "--quiet"] + ends.flatMap { ["-o", pattern + $0] })
    #expect(run.status == 0, "\(run.errors)")
    for end in ends { #expect(FileManager.default.fileExists(atPath: folder.path("new/deep/line\(end)"))) }
    let missing = try Command.mien("bake", audio, "-o", folder.path("mistyped/line.csv"))
    #expect(missing.status == 73 && missing.errors.contains("mistyped"))
  }
}
