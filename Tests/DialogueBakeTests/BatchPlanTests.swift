import Foundation
import TestSupport
import Testing

@testable import DialogueBake

struct BatchPlanTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func status(_ inputs: [String], _ outputs: [String]) -> BakeError.Status? {
    #expect(throws: BakeError.self) { _ = try BatchPlan(inputs: inputs, outputs: outputs) }?.status
  }

  @Test func aFolderGivesItsRecordingsInOrderAndNothingElse() throws {
    for name in ["b.WAV", "a.flac", "notes.txt", ".hidden.wav"] { try folder.write([1], to: name) }
    let plan = try BatchPlan(inputs: [folder.url.path], outputs: ["out/{name}.glb", "out/{name}.csv"])
    #expect(plan.lines.map { ($0.audio as NSString).lastPathComponent } == ["a.flac", "b.WAV"])
    #expect(plan.lines[1].outputs == ["out/b.glb", "out/b.csv"])
  }

  @Test func refusesOutputsThatWouldOverwriteEachOtherOrTheRecording() {
    #expect(status(["a.wav", "b.wav"], ["x.glb"]) == .usage)
    #expect(status(["one/a.wav", "two/a.wav"], ["{name}.glb"]) == .usage)
    #expect(status(["a.wav"], ["x.glb", "./x.glb"]) == .usage)
    #expect(status(["a.csv"], ["a.csv"]) == .usage)
  }

  @Test func refusesNoOutputUnknownExtensionsAndEmptyFolders() {
    #expect(status(["a.wav"], []) == .usage)
    #expect(status(["a.wav"], ["a.mov"]) == .usage)
    #expect(status([folder.url.path], ["{name}.glb"]) == .noInput)
  }
}
