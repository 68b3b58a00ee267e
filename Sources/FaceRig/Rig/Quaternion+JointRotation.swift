package import FaceCurves
internal import Foundation
package import SceneFiles

/// Turns of the face's joints as quaternions.
extension Quaternion {
  /// Yaw about y, then pitch about x, then roll about z, each about the turned axes.
  package static func fromTurn(_ turn: JointRotation) -> SIMD4<Float> {
    func about(_ axis: SIMD4<Float>, _ angle: Float) -> SIMD4<Float> {
      var q = axis * sin(angle / 2)
      q.w = cos(angle / 2)
      return q
    }
    return product(
      product(about([0, 1, 0, 0], turn.y), about([1, 0, 0, 0], turn.x)), about([0, 0, 1, 0], turn.z))
  }

  /// The turn that ``fromTurn(_:)`` makes a quaternion of.
  package static func turn(_ q: SIMD4<Float>) -> JointRotation {
    let n = max((q * q).sum(), 1e-20)
    let s = 2 / n
    // Elements of the matrix Ry·Rx·Rz.
    let sinX = max(-1, min(1, -s * (q.y * q.z - q.x * q.w)))
    let x = asin(sinX)
    guard sinX.magnitude < 0.999_999 else {
      let y = atan2(-s * (q.x * q.z - q.y * q.w), 1 - s * (q.y * q.y + q.z * q.z))
      return JointRotation(x: x, y: y, z: 0)
    }
    let y = atan2(s * (q.x * q.z + q.y * q.w), 1 - s * (q.x * q.x + q.y * q.y))
    let z = atan2(s * (q.x * q.y + q.z * q.w), 1 - s * (q.x * q.x + q.z * q.z))
    return JointRotation(x: x, y: y, z: z)
  }
}
