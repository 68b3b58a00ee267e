import Foundation
import TestSupport
import Testing

@testable import DialogueBake

struct BatchPlanTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What can be written without a rig: what was heard.
  private let registry = OutputRegistry([HeardOutputs()])

  private func kind(_ inputs: [String], _ outputs: [String]) -> BakeError.Kind? {
    #expect(throws: BakeError.self) { _ = try BatchPlan(inputs: inputs, outputs: outputs, registry: registry) }?.kind
  }

  @Test func aFolderGivesItsRecordingsInOrderAndNothingElse() throws {
    for name in ["b.WAV", "a.flac", "notes.txt", ".hidden.wav"] { try folder.write([1], to: name) }
    let plan = try BatchPlan(
      inputs: [folder.url.path], outputs: ["out/{name}.heard.json", "out/{name}.TextGrid"],
      registry: registry)
    #expect(plan.lines.map { ($0.audio as NSString).lastPathComponent } == ["a.flac", "b.WAV"])
    #expect(plan.lines[1].outputs == ["out/b.heard.json", "out/b.TextGrid"])
  }

  @Test func refusesOutputsThatWouldOverwriteEachOtherOrTheRecording() {
    #expect(kind(["a.wav", "b.wav"], ["x.TextGrid"]) == .usage)
    #expect(kind(["one/a.wav", "two/a.wav"], ["{name}.TextGrid"]) == .usage)
    #expect(kind(["a.wav"], ["x.TextGrid", "./x.TextGrid"]) == .usage)
    #expect(kind(["a.TextGrid"], ["a.TextGrid"]) == .usage)
  }

  @Test func refusesNoOutputUnknownExtensionsAndEmptyFolders() {
    #expect(kind(["a.wav"], []) == .usage)
    #expect(kind(["a.wav"], ["a.mov"]) == .usage)
    #expect(kind([folder.url.path], ["{name}.TextGrid"]) == .noInput)
  }

  @Test func foldersOfAPatternAreMadeAndThoseOfASinglePathAreNot() throws {
    let (made, missing) = (folder.path("made/deep"), folder.path("mistyped"))
    let patterns = ["\(made)/{name}.TextGrid"]
    try BatchPlan(inputs: ["a.wav"], outputs: patterns, registry: registry).makeFolders()
    var isFolder: ObjCBool = false
    #expect(FileManager.default.fileExists(atPath: made, isDirectory: &isFolder) && isFolder.boolValue)
    try BatchPlan(inputs: ["a.wav"], outputs: ["\(missing)/a.TextGrid"], registry: registry).makeFolders()
    #expect(!FileManager.default.fileExists(atPath: missing))
  }
}
