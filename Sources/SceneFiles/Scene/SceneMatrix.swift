internal import Foundation

/// 4 × 4, four columns; a point stands on its right.
package struct SceneMatrix: Sendable, Equatable {
  package var columns: [SIMD4<Float>]

  package static let identity = SceneMatrix(columns: [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])

  package init(columns: [SIMD4<Float>]) {
    precondition(columns.count == 4)
    self.columns = columns
  }

  /// 16 numbers, column after column; nil for another count.
  package init?(_ numbers: some Collection<Float>) {
    guard numbers.count == 16 else { return nil }
    let all = Array(numbers)
    columns = (0..<4).map { SIMD4(all[4 * $0], all[4 * $0 + 1], all[4 * $0 + 2], all[4 * $0 + 3]) }
  }

  /// A turn by a quaternion x, y, z, w of any length.
  package init(rotation q: SIMD4<Float>) {
    let n = (q * q).sum()
    let s: Float = n > 0 ? 2 / n : 0
    columns = [
      [1 - s * (q.y * q.y + q.z * q.z), s * (q.x * q.y + q.z * q.w), s * (q.x * q.z - q.y * q.w), 0],
      [s * (q.x * q.y - q.z * q.w), 1 - s * (q.x * q.x + q.z * q.z), s * (q.y * q.z + q.x * q.w), 0],
      [s * (q.x * q.z + q.y * q.w), s * (q.y * q.z - q.x * q.w), 1 - s * (q.x * q.x + q.y * q.y), 0],
      [0, 0, 0, 1],
    ]
  }

  package static func * (a: SceneMatrix, b: SceneMatrix) -> SceneMatrix {
    SceneMatrix(columns: b.columns.map { a * $0 })
  }

  package static func * (a: SceneMatrix, v: SIMD4<Float>) -> SIMD4<Float> {
    var sum = a.columns[0] * v.x
    sum += a.columns[1] * v.y
    sum += a.columns[2] * v.z
    sum += a.columns[3] * v.w
    return sum
  }

  package func transform(_ point: SIMD3<Float>) -> SIMD3<Float> {
    let moved = self * SIMD4(point, 1)
    return SIMD3(moved.x, moved.y, moved.z)
  }

  /// Of the turning and scaling part.
  package var determinant3: Float {
    let (a, b, c) = (columns[0], columns[1], columns[2])
    return a.x * (b.y * c.z - b.z * c.y) - b.x * (a.y * c.z - a.z * c.y) + c.x * (a.y * b.z - a.z * b.y)
  }

  /// The inverse of turn, scale and shift; nil where the matrix flattens.
  package var inverse: SceneMatrix? {
    let determinant = determinant3
    guard determinant.magnitude > 1e-20 else { return nil }
    let (a, b, c) = (columns[0], columns[1], columns[2])
    let d = 1 / determinant
    let x = SIMD4<Float>((b.y * c.z - b.z * c.y) * d, (a.z * c.y - a.y * c.z) * d, (a.y * b.z - a.z * b.y) * d, 0)
    let y = SIMD4<Float>((b.z * c.x - b.x * c.z) * d, (a.x * c.z - a.z * c.x) * d, (a.z * b.x - a.x * b.z) * d, 0)
    let z = SIMD4<Float>((b.x * c.y - b.y * c.x) * d, (a.y * c.x - a.x * c.y) * d, (a.x * b.y - a.y * b.x) * d, 0)
    let linear = SceneMatrix(columns: [x, y, z, [0, 0, 0, 1]])
    let shift = linear * SIMD4(columns[3].x, columns[3].y, columns[3].z, 0)
    return SceneMatrix(columns: [x, y, z, SIMD4(-shift.x, -shift.y, -shift.z, 1)])
  }

  /// The turn of a matrix without scale, x, y, z, w.
  var quaternion: SIMD4<Float> {
    let (m00, m11, m22) = (columns[0].x, columns[1].y, columns[2].z)
    let trace = m00 + m11 + m22
    if trace > 0 {
      let s = (trace + 1).squareRoot() * 2
      return [
        (columns[1].z - columns[2].y) / s, (columns[2].x - columns[0].z) / s, (columns[0].y - columns[1].x) / s, s / 4,
      ]
    }
    if m00 > m11, m00 > m22 {
      let s = max(1 + m00 - m11 - m22, 1e-12).squareRoot() * 2
      return [
        s / 4, (columns[1].x + columns[0].y) / s, (columns[2].x + columns[0].z) / s, (columns[1].z - columns[2].y) / s,
      ]
    }
    if m11 > m22 {
      let s = max(1 + m11 - m00 - m22, 1e-12).squareRoot() * 2
      return [
        (columns[1].x + columns[0].y) / s, s / 4, (columns[2].y + columns[1].z) / s, (columns[2].x - columns[0].z) / s,
      ]
    }
    let s = max(1 + m22 - m00 - m11, 1e-12).squareRoot() * 2
    return [
      (columns[2].x + columns[0].z) / s, (columns[2].y + columns[1].z) / s, s / 4, (columns[0].y - columns[1].x) / s,
    ]
  }
}
