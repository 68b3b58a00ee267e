import Foundation
import TestSupport
import Testing

@testable import DialogueBake

/// No output is ever an input, however either is spelled.
struct InputFilesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func refusal(_ role: InputFiles.Role, _ input: String, output: String) -> String? {
    var inputs = InputFiles()
    inputs.add(role, folder.path(input))
    do {
      try inputs.check(outputs: [folder.path(output)])
      return nil
    } catch {
      #expect(error.kind == .usage)
      return error.message
    }
  }

  @Test(arguments: InputFiles.Role.allCases) func aFileOfAnyRoleIsNoOutput(role: InputFiles.Role) throws {
    try folder.write("x".utf8, to: "in.json")
    try FileManager.default.createSymbolicLink(atPath: folder.path("soft.json"), withDestinationPath: "in.json")
    try FileManager.default.linkItem(atPath: folder.path("in.json"), toPath: folder.path("hard.json"))
    for output in ["in.json", "./in.json", "soft.json", "hard.json"] {
      #expect(refusal(role, "in.json", output: output)?.contains("is the \(role.rawValue)") == true, "\(output)")
      #expect(refusal(role, output, output: "in.json") != nil, "\(output)")
    }
    #expect(refusal(role, "in.json", output: "out.json") == nil)
  }

  @Test func twoOutputsAreNeverOneFile() throws {
    try folder.write("x".utf8, to: "a.csv")
    try FileManager.default.createSymbolicLink(atPath: folder.path("b.csv"), withDestinationPath: "a.csv")
    try FileManager.default.createSymbolicLink(atPath: folder.path("in"), withDestinationPath: ".")
    for pair in [
      ["a.csv", "a.csv"], ["a.csv", "b.csv"], ["new.csv", "in/new.csv"], ["x/new.csv", "x/y/../new.csv"],
    ] {
      let error = #expect(throws: BakeError.self, "\(pair)") {
        try InputFiles().check(outputs: pair.map(folder.path))
      }
      #expect(error?.kind == .usage)
    }
    try InputFiles().check(outputs: ["/dev/null", "/dev/null"])
  }

  @Test func whatAFolderOfARigIsReadFromIsNoOutputAndTheRestIs() throws {
    try folder.write(#"{"name": "hero", "scene": "hero.gltf"}"#.utf8, to: "rig.json")
    try folder.write(#"{"buffers": [{"uri": "my%20data.bin"}], "images": [{"uri": "skin.png"}]}"#.utf8, to: "hero.gltf")
    for name in ["my data.bin", "skin.png", "line.csv", "line.glb", "sheet.png"] {
      try folder.write("x".utf8, to: name)
    }
    for part in ["rig.json", "hero.gltf", "my data.bin", "skin.png"] {
      #expect(refusal(.rig, ".", output: part) != nil, "\(part)")
    }
    for other in ["line.csv", "line.glb", "sheet.png", "new.png"] {
      #expect(refusal(.rig, ".", output: other) == nil, "\(other)")
    }
  }

  @Test func shapesAndMaterialsOfAnOBJAreNoOutputs() throws {
    try FileManager.default.createDirectory(atPath: folder.path("targets"), withIntermediateDirectories: false)
    for name in ["neutral.obj", "jawOpen.obj", "skin.mtl", "targets/smile.target"] {
      try folder.write("x".utf8, to: name)
    }
    try folder.write("map_Kd my skin.png\n".utf8, to: "skin.mtl")
    try folder.write("x".utf8, to: "my skin.png")
    for part in ["neutral.obj", "jawOpen.obj", "skin.mtl", "targets/smile.target", "my skin.png"] {
      #expect(refusal(.rig, "neutral.obj", output: part) != nil, "\(part)")
      #expect(refusal(.rig, ".", output: part) != nil, "\(part)")
    }
  }

  @Test func aBatchHoldsEveryLineAgainstWhatEveryOtherIsMadeFrom() throws {
    for name in ["a.wav", "b.wav"] { try folder.write("x".utf8, to: name) }
    for name in ["a.TextGrid", "b.TextGrid"] { try folder.write("x".utf8, to: name) }
    try FileManager.default.createSymbolicLink(atPath: folder.path("out.TextGrid"), withDestinationPath: "b.TextGrid")
    let registry = OutputRegistry([HeardOutputs()])
    func plan(_ inputs: [String], _ outputs: [String], reading: InputFiles = InputFiles()) throws {
      _ = try BatchPlan(
        inputs: inputs.map(folder.path), outputs: outputs.map(folder.path),
        transcript: TranscriptSource(.textGrid(folder.path("{name}.TextGrid"))), registry: registry, reading: reading)
    }
    #expect(throws: BakeError.self) { try plan(["a.wav", "b.wav"], ["{name}.TextGrid"]) }
    #expect(throws: BakeError.self) { try plan(["b.wav"], ["out.TextGrid"]) }
    try plan(["a.wav", "b.wav"], ["{name}.heard.json"])
    var reading = InputFiles()
    reading.add(.settings, try folder.write("seed: 3".utf8, to: "s.heard.json"))
    #expect(throws: BakeError.self) { try plan(["a.wav"], ["s.heard.json"], reading: reading) }
  }

  @Test func foldersSayWhatTheyLeaveAside() throws {
    for name in ["takes/a.wav", "takes/more/b.wav", "takes/film.mp4", "only/deep/c.wav"] {
      try FileManager.default.createDirectory(
        atPath: (folder.path(name) as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try folder.write("x".utf8, to: name)
    }
    let takes = try RecordingFolder(folder.path("takes"))
    #expect(takes.recordings.count == 1 && takes.warnings.count == 2)
    #expect(
      takes.warnings.contains { $0.contains("takes/more") } && takes.warnings.contains { $0.contains("film.mp4") })
    let error = #expect(throws: BakeError.self) { _ = try RecordingFolder(folder.path("only")) }
    #expect(error?.kind == .noInput && error?.message.contains("only/deep") == true)
  }
}
