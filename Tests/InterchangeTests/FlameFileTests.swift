import FaceRig
import Foundation
import TestSupport
import Testing

@testable import Interchange

struct FlameFileTests {
  private static let python = ProcessInfo.processInfo.environment["MIEN_JUDGES"]

  @Test(.enabled(if: python != nil)) func flamesOwnPickleServesAsAModel() throws {
    let folder = try TemporaryFolder()
    let script = TestRepository.folder.appendingPathComponent("Tests/Judges/flame_pickle.py").path
    let path = folder.path("generic_model.pkl")
    let run = try ProgramRun(URL(fileURLWithPath: try #require(Self.python)), [script, path, "2"])
    try #require(run.status == 0, "\(run.errors)")
    #expect(try FlameFile.model(path).expressionCount == 100)
  }
}
