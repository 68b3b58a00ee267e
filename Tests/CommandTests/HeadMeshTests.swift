import Foundation
import TestSupport
import Testing

/// The heads that come with Mien, their meshes measured by numpy.
struct HeadMeshTests {
  private static let checks = [
    "size", "regions", "mirror", "closed_lips", "blink", "whole", "normals", "combinations",
  ]

  private func measure(_ head: String, _ check: String, _ more: String...) throws {
    let judge = Command.repository.appendingPathComponent("Tests/Judges/head_mesh.py").path
    let mesh = Command.repository.appendingPathComponent("Rigs/\(head)/\(head).glb").path
    let python = ProcessInfo.processInfo.environment["MIEN_JUDGES"] ?? "python3"
    let result = try Command.run(URL(fileURLWithPath: "/usr/bin/env"), [python, judge, mesh, check] + more)
    #expect(result.status == 0, "\(head) \(result.errors.suffix(1500))")
  }

  @Test(arguments: ["aria", "bruno", "fern"], checks)
  func aHeadsTargetsDoWhatTheirNamesSay(head: String, check: String) throws { try measure(head, check) }

  @Test(.enabled(if: SharedRigs.arePresent), arguments: ["aria", "bruno", "fern"])
  func lipsMoveInTheDirectionsOfARealHeads(head: String) throws {
    let table = SharedRigs.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("reference/tables/ict_lip_readout.csv")
    try measure(head, "directions", table.path)
  }

  @Test(arguments: ["aria", "bruno", "fern"])
  func theGeneratorMakesTheHeadsThatAreCommitted(head: String) throws {
    let folder = try TemporaryFolder()
    let generator = Command.repository.appendingPathComponent("Tools/rig/make_heads.py").path
    let made = try Command.run(
      URL(fileURLWithPath: "/usr/bin/env"), ["python3", generator, head, "--into", folder.path("")])
    try #require(made.status == 0, "\(made.errors)")
    let file = "\(head)/\(head).glb"
    let committed = try Data(contentsOf: Command.repository.appendingPathComponent("Rigs/\(file)"))
    let fresh = try Data(contentsOf: URL(fileURLWithPath: folder.path(file)))
    #expect(committed.count == fresh.count)
    // The same to the last bit on one machine; another's arithmetic may differ in a coordinate's last digit.
    let judge = Command.repository.appendingPathComponent("Tests/Judges/same_mesh.py").path
    let python = ProcessInfo.processInfo.environment["MIEN_JUDGES"] ?? "python3"
    let result = try Command.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      [python, judge, Command.repository.appendingPathComponent("Rigs/\(file)").path, folder.path(file)])
    #expect(result.status == 0, "\(result.errors.suffix(500))")
  }
}
