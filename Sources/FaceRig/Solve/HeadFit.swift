internal import SceneFiles

/// The map of one head's places onto another's: across scaled alone, up and front by any linear map.
///
/// Faces are mirror-symmetric, so nothing moves across; up and front may turn into each other, as between files whose
/// axes differ.
struct HeadFit {
  var across: Float = 1
  /// Rows give up and front from up, front and 1.
  var up: SIMD3<Float> = [1, 0, 0]
  var front: SIMD3<Float> = [0, 1, 0]

  init() {}

  /// Least squares over weighted pairs; `stiffness` holds the map near an even scale.
  init(_ pairs: [(from: SIMD3<Float>, to: SIMD3<Float>, weight: Float)], stiffness: Float) {
    var (acrossProduct, acrossSquare, total) = (Float(0), Float(0), Float(0))
    for (from, to, weight) in pairs {
      acrossProduct += weight * from.x * to.x
      acrossSquare += weight * from.x * from.x
      total += weight
    }
    guard total > 0 else { return }
    let hold = stiffness * total
    across = (acrossProduct + hold) / (acrossSquare + hold)
    var normal = [SIMD3<Float>](repeating: .zero, count: 3)
    for axis in 0..<2 { normal[axis][axis] = hold }
    normal[2][2] = hold * 1e-6
    var toUp: SIMD3<Float> = [hold * across, 0, 0]
    var toFront: SIMD3<Float> = [0, hold * across, 0]
    for (from, to, weight) in pairs {
      let row: SIMD3<Float> = [from.y, from.z, 1]
      for axis in 0..<3 { normal[axis] += row * (row[axis] * weight) }
      toUp += row * (to.y * weight)
      toFront += row * (to.z * weight)
    }
    up = Self.solve(normal, toUp) ?? up * across
    front = Self.solve(normal, toFront) ?? front * across
  }

  func place(_ point: SIMD3<Float>) -> SIMD3<Float> {
    let row: SIMD3<Float> = [point.y, point.z, 1]
    return [across * point.x, (up * row).sum(), (front * row).sum()]
  }

  func move(_ displacement: SIMD3<Float>) -> SIMD3<Float> {
    let row: SIMD3<Float> = [displacement.y, displacement.z, 0]
    return [across * displacement.x, (up * row).sum(), (front * row).sum()]
  }

  /// Cramer's rule for a symmetric matrix of three rows; nil where it has no inverse.
  private static func solve(_ rows: [SIMD3<Float>], _ right: SIMD3<Float>) -> SIMD3<Float>? {
    let (x, y, z) = (rows[1].cross(rows[2]), rows[2].cross(rows[0]), rows[0].cross(rows[1]))
    let determinant = rows[0].dot(x)
    guard abs(determinant) > 1e-20 else { return nil }
    return (x * right.x + y * right.y + z * right.z) / determinant
  }
}
