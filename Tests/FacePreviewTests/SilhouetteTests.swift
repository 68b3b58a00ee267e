import FaceCurves
import FaceRig
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import FacePreview

/// Blender draws the same rig from the same place: what is head and what is not must agree.
struct SilhouetteTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: SharedRigs.arePresent ? ["aria", "fern", "ict-facekit.fbx", "mini.glb"] : ["aria", "fern"])
  func theHeadsOutlineIsBlenders(name: String) async throws {
    let path =
      name.contains(".")
      ? SharedRigs.url(name).path : TestRepository.folder.appendingPathComponent("Rigs/\(name)/\(name).glb").path
    let stage = HeadStage(try Rig(path: path))
    let size = try PixelSize(256, 256)
    var face = [Float](repeating: 0, count: FaceChannel.count)
    face[FaceChannel.jawOpen.rawValue] = 0.7
    face[FaceChannel.mouthSmileLeft.rawValue] = 0.5
    let own = HeadRenderer(stage, size: size, view: .threeQuarter, backdrop: .transparent).picture(face)
    let camera = PreviewCamera(.threeQuarter, of: stage.framing, size: size)
    // Blender reads FBX in metres.
    let place = [camera.position, camera.target].flatMap { [$0.x, $0.y, $0.z] }.map {
      String(Double($0) * (path.hasSuffix(".fbx") ? stage.rig.scene.metersPerUnit : 1))
    }
    _ = try folder.write(PNGCodec.encode(own), to: "own.png")
    let complaint = try await Judge.blender.complaint(
      of: "blender_silhouette", path, folder.path("own.png"), "256", String(PreviewCamera.halfAngle),
      place.joined(separator: ","), "jawOpen=0.7", "mouthSmileLeft=0.5")
    #expect(complaint == nil, "intersection over union below 0.97")
  }
}
