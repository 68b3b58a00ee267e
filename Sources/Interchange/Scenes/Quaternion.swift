internal import FaceCurves
internal import Foundation

/// Quaternions as x, y, z, w.
enum Quaternion {
  /// Yaw about y, then pitch about x, then roll about z, each about the turned axes.
  static func fromTurn(_ turn: JointRotation) -> SIMD4<Float> {
    func about(_ axis: SIMD4<Float>, _ angle: Float) -> SIMD4<Float> {
      var q = axis * sin(angle / 2)
      q.w = cos(angle / 2)
      return q
    }
    return product(
      product(about([0, 1, 0, 0], turn.y), about([1, 0, 0, 0], turn.x)), about([0, 0, 1, 0], turn.z))
  }

  static func product(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    SIMD4(
      a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
      a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
      a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w,
      a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z)
  }
}
