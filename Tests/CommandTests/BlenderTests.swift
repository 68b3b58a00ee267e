import Foundation
import TestSupport
import Testing

/// Blender, headless, as the judge of what a user will open.
struct BlenderTests {
  @Test(arguments: ["24", "30", "60"])
  func everyWeightInBlenderIsTheOneInTheCurveFile(fps: String) throws {
    let folder = try TemporaryFolder()
    let speech = Command.repository.appendingPathComponent("Samples/greeting/speech.wav").path
    let baked = try Command.mien("bake", speech, "--fps", fps, "-o", folder.path("a.glb"), "-o", folder.path("a.csv"))
    try #require(baked.status == 0, "\(baked.errors)")
    let judge = Command.repository.appendingPathComponent("Tests/Judges/blender_weights.py").path
    let result = try Command.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      [
        "blender", "--background", "--factory-startup", "--python-exit-code", "1", "--python", judge, "--",
        folder.path("a.glb"), folder.path("a.csv"), fps,
      ])
    #expect(result.status == 0, "\(result.output.suffix(2000)) \(result.errors.suffix(2000))")
    #expect(result.output.contains("greatest difference"), "\(result.output.suffix(500))")
  }
}
