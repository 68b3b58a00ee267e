import Foundation
import TestSupport
import Testing

/// Blender, headless, as the judge of what a user will open.
struct BlenderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let speech = Command.repository.appendingPathComponent("Samples/greeting/speech.wav").path

  @Test(arguments: ["24", "30", "60"])
  func everyWeightInBlenderIsTheOneInTheCurveFile(fps: String) async throws {
    let baked = try Command.mien(
      "bake", Self.speech, "--fps", fps, "-o", folder.path("a.glb"), "-o", folder.path("a.csv"))
    try #require(baked.status == 0, "\(baked.errors)")
    #expect(
      try await Judge.blender.complaint(of: "blender_weights", folder.path("a.glb"), folder.path("a.csv"), fps) == nil)
  }

  @Test(arguments: ["a.gltf", "a.fbx"])
  func ariaMovesInEverySceneFormatAsItsTargetsSay(file: String) async throws {
    try await weightsAndVertices(of: Command.repository.appendingPathComponent("Rigs/aria/aria.glb").path, in: file)
  }

  @Test(
    .enabled(if: SharedRigs.arePresent),
    arguments: ["mini.glb", "mini-binary.fbx", "mini-ascii.fbx", "ict-facekit.fbx"], ["a.glb", "a.fbx"])
  func anyRigMovesInAnyFormatAsItsTargetsSay(rig: String, file: String) async throws {
    try await weightsAndVertices(of: SharedRigs.url(rig).path, in: file)
  }

  @Test func aHeadThatBlenderWroteAsCOLLADAIsTheSameHead() async throws {
    let aria = Command.repository.appendingPathComponent("Rigs/aria/aria.glb").path
    #expect(try await Judge.blender.complaint(of: "blender_collada", aria, folder.path("aria.dae")) == nil)
    try await weightsAndVertices(of: folder.path("aria.dae"), in: "a.glb", as: aria)
  }

  /// `same`: the rig in a format that Blender opens.
  private func weightsAndVertices(of rig: String, in file: String, as same: String? = nil) async throws {
    let baked = try Command.mien(
      "bake", Self.speech, "--rig", rig, "--fps", "30", "-o", folder.path(file), "-o", folder.path("a.csv"))
    try #require(baked.status == 0, "\(baked.errors)")
    // Blender does not open ASCII FBX; the same rig is there as binary.
    let readable = same ?? rig.replacingOccurrences(of: "mini-ascii", with: "mini-binary")
    #expect(
      try await Judge.blender.complaint(of: "blender_scene", folder.path(file), readable, folder.path("a.csv"), "30")
        == nil)
  }
}
