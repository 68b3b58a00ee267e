internal import FaceCurves
package import FaceRig
internal import SceneFiles

/// A rig made ready to be drawn; made once, drawn from any number of threads.
package struct HeadStage: Sendable {
  let geometry: HeadGeometry
  /// One a material, and one for faces without a material.
  let surfaces: [Surface]
  /// Of each shading vertex, one of those that meet there.
  let vertexSurfaces: [UInt16]
  let framing: HeadFraming
  /// How much of the studio's light reaches each shading vertex.
  let exposure: Exposure

  /// What of the rig is not shown as it is, each a line for the user.
  package let remarks: [String]

  package var rig: Rig { geometry.rig }

  /// Textures are decoded, and light is traced once.
  package init(_ rig: Rig) {
    geometry = HeadGeometry(rig.splittingInBetweens)
    var shelf = TextureShelf()
    surfaces =
      rig.scene.materials.map { Surface($0, texture: shelf.texture($0.baseColorTexture)) }
      + [Surface(nil, texture: nil)]
    remarks = shelf.remarks
    vertexSurfaces = geometry.mesh.vertexSurfaces
    let poser = HeadPoser(geometry)
    let rest = [Float](repeating: 0, count: FaceChannel.count)
    rest.withUnsafeBufferPointer { poser.pose($0, rotations: [:]) }
    framing = HeadFraming(
      geometry, rest: UnsafeBufferPointer(start: poser.positions.base, count: poser.positions.count))
    exposure = Exposure(tracing: geometry.mesh, surfaces, framing, poser)
  }
}
