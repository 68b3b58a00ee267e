import Foundation
import TestSupport
import Testing

/// The heads that come with Mien, their meshes measured by numpy.
struct HeadMeshTests {
  private static let checks = [
    "size", "regions", "mirror", "closed_lips", "blink", "whole", "normals", "combinations",
  ]

  private func measure(_ head: String, _ check: String, _ more: String...) async throws {
    let mesh = Command.repository.appendingPathComponent("Rigs/\(head)/\(head).glb").path
    #expect(try await Judge.python.complaint(of: "head_mesh", [mesh, check] + more) == nil, "\(head)")
  }

  @Test(arguments: ["aria", "bruno", "fern"], checks)
  func aHeadsTargetsDoWhatTheirNamesSay(head: String, check: String) async throws { try await measure(head, check) }

  @Test(.enabled(if: SharedRigs.arePresent), arguments: ["aria", "bruno", "fern"])
  func lipsMoveInTheDirectionsOfARealHeads(head: String) async throws {
    let table = SharedRigs.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("reference/tables/ict_lip_readout.csv")
    try await measure(head, "directions", table.path)
  }

  @Test(arguments: ["aria", "bruno", "fern"])
  func theGeneratorMakesTheHeadsThatAreCommitted(head: String) async throws {
    let folder = try TemporaryFolder()
    let generator = Command.repository.appendingPathComponent("Tools/rig/make_heads.py").path
    let made = try Command.run(
      URL(fileURLWithPath: "/usr/bin/env"), ["python3", generator, head, "--into", folder.path("")])
    try #require(made.status == 0, "\(made.errors)")
    let file = "\(head)/\(head).glb"
    let committed = Command.repository.appendingPathComponent("Rigs/\(file)").path
    #expect(try await Judge.python.complaint(of: "same_mesh", committed, folder.path(file)) == nil)
  }
}
