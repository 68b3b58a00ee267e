internal import FaceCurves
internal import FaceRig
internal import Foundation
internal import SceneFiles

/// A turn as the axis it is about, as long as its angle in radians.
struct AxisAngle {
  let vector: SIMD3<Float>

  init(vector: SIMD3<Float>) { self.vector = vector }

  init(_ turn: JointRotation) {
    let q = Quaternion.fromTurn(turn)
    let axis = SIMD3(q.x, q.y, q.z)
    let length = axis.length
    vector = length < 1e-9 ? .zero : axis * (2 * atan2(length, q.w) / length)
  }

  var turn: JointRotation {
    let angle = vector.length
    guard angle > 1e-9 else { return .rest }
    let axis = vector * (sin(angle / 2) / angle)
    return Quaternion.turn(SIMD4(axis, cos(angle / 2)))
  }
}
