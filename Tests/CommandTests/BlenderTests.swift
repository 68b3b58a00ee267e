import Foundation
import TestSupport
import Testing

/// Blender, headless, as the judge of what a user will open.
struct BlenderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let speech = Command.repository.appendingPathComponent("Samples/greeting/speech.wav").path

  private func judge(_ script: String, _ arguments: [String]) throws {
    let judge = Command.repository.appendingPathComponent("Tests/Judges/\(script)").path
    let result = try Command.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      ["blender", "--background", "--factory-startup", "--python-exit-code", "1", "--python", judge, "--"] + arguments)
    #expect(result.status == 0, "\(result.output.suffix(2000)) \(result.errors.suffix(2000))")
  }

  @Test(arguments: ["24", "30", "60"])
  func everyWeightInBlenderIsTheOneInTheCurveFile(fps: String) throws {
    let baked = try Command.mien(
      "bake", Self.speech, "--fps", fps, "-o", folder.path("a.glb"), "-o", folder.path("a.csv"))
    try #require(baked.status == 0, "\(baked.errors)")
    try judge("blender_weights.py", [folder.path("a.glb"), folder.path("a.csv"), fps])
  }

  @Test(arguments: ["a.gltf", "a.fbx"])
  func ariaMovesInEverySceneFormatAsItsTargetsSay(file: String) throws {
    try weightsAndVertices(of: Command.repository.appendingPathComponent("Rigs/aria/aria.glb").path, in: file)
  }

  @Test(
    .enabled(if: SharedRigs.arePresent),
    arguments: ["mini.glb", "mini-binary.fbx", "mini-ascii.fbx", "ict-facekit.fbx"], ["a.glb", "a.fbx"])
  func anyRigMovesInAnyFormatAsItsTargetsSay(rig: String, file: String) throws {
    try weightsAndVertices(of: SharedRigs.url(rig).path, in: file)
  }

  @Test func aHeadThatBlenderWroteAsCOLLADAIsTheSameHead() throws {
    let aria = Command.repository.appendingPathComponent("Rigs/aria/aria.glb").path
    try judge("blender_collada.py", [aria, folder.path("aria.dae")])
    try weightsAndVertices(of: folder.path("aria.dae"), in: "a.glb", as: aria)
  }

  /// `same`: the rig in a format that Blender opens.
  private func weightsAndVertices(of rig: String, in file: String, as same: String? = nil) throws {
    let baked = try Command.mien(
      "bake", Self.speech, "--rig", rig, "--fps", "30", "-o", folder.path(file), "-o", folder.path("a.csv"))
    try #require(baked.status == 0, "\(baked.errors)")
    // Blender does not open ASCII FBX; the same rig is there as binary.
    let readable = same ?? rig.replacingOccurrences(of: "mini-ascii", with: "mini-binary")
    try judge("blender_scene.py", [folder.path(file), readable, folder.path("a.csv"), "30"])
  }
}
