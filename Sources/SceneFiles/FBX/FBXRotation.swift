internal import Foundation

/// How a model of an FBX file turns: its order of angles and the turns before and after them.
package struct FBXRotation: Sendable {
  /// Axes in the order in which their turns are applied.
  private let order: [Int]
  private let before: SceneMatrix
  private let afterInverse: SceneMatrix

  private static let orders = [[0, 1, 2], [0, 2, 1], [1, 2, 0], [1, 0, 2], [2, 0, 1], [2, 1, 0]]

  /// Angles about x, then y, then z, and nothing around them.
  package static let plain = FBXRotation(FBXNode("Model"))

  init(_ model: FBXNode) {
    // Without RotationActive the SDK ignores order and extra turns.
    let isActive = model.property70("RotationActive")?.first?.integer == 1
    let stated = isActive ? Int(model.property70("RotationOrder")?.first?.integer ?? 0) : 0
    order = Self.orders.indices.contains(stated) ? Self.orders[stated] : Self.orders[0]
    before = isActive ? Self.turn(model.vector70("PreRotation"), Self.orders[0]) : .identity
    let after = isActive ? Self.turn(model.vector70("PostRotation"), Self.orders[0]) : .identity
    afterInverse = after.inverse ?? .identity
  }

  /// The whole turn at those angles, degrees.
  func matrix(_ degrees: SIMD3<Double>) -> SceneMatrix { before * Self.turn(degrees, order) * afterInverse }

  /// The whole turn at those angles as a quaternion, x, y, z, w.
  package func quaternion(_ degrees: SIMD3<Double>) -> SIMD4<Float> { matrix(degrees).quaternion }

  /// Angles in degrees that make the whole turn a quaternion's (x, y, z, w), each within half a turn of `near`.
  package func degrees(turning quaternion: SIMD4<Float>, near: SIMD3<Double> = .zero) -> SIMD3<Double> {
    let wanted =
      (before.inverse ?? .identity) * SceneMatrix(rotation: quaternion) * (afterInverse.inverse ?? .identity)
    let (i, j, k) = (order[0], order[1], order[2])
    func m(_ row: Int, _ column: Int) -> Double { Double(wanted.columns[column][row]) }
    // For applied axes i, j, k the matrix is Rk·Rj·Ri.
    let parity: Double = (j - i + 3) % 3 == 1 ? 1 : -1
    let sine = max(-1, min(1, -parity * m(k, i)))
    var angles = SIMD3<Double>.zero
    angles[j] = asin(sine)
    if sine.magnitude < 0.999_999 {
      angles[i] = atan2(parity * m(k, j), m(k, k))
      angles[k] = atan2(parity * m(j, i), m(i, i))
    } else {
      angles[i] = atan2(-parity * m(j, k), m(j, j))
    }
    angles *= 180 / .pi
    for axis in 0..<3 { angles[axis] += 360 * ((near[axis] - angles[axis]) / 360).rounded() }
    return angles
  }

  static func turn(_ degrees: SIMD3<Double>, _ order: [Int]) -> SceneMatrix {
    var matrix = SceneMatrix.identity
    for axis in order {
      let (c, s) = (Float(cos(degrees[axis] * .pi / 180)), Float(sin(degrees[axis] * .pi / 180)))
      let (a, b) = ((axis + 1) % 3, (axis + 2) % 3)
      var turn = SceneMatrix.identity
      turn.columns[a][a] = c
      turn.columns[a][b] = s
      turn.columns[b][a] = -s
      turn.columns[b][b] = c
      matrix = turn * matrix
    }
    return matrix
  }
}

extension FBXNode {
  /// Three numbers of `Properties70`.
  func vector70(_ name: String, default fallback: SIMD3<Double> = .zero) -> SIMD3<Double> {
    guard let values = property70(name)?.compactMap(\.number), values.count >= 3 else { return fallback }
    return SIMD3(values[0], values[1], values[2])
  }
}
