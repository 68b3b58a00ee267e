internal import Foundation

/// A map of one face's picture onto another's: a thin plate bent through pairs of places, which every pair may miss a little
/// (Bookstein 1989, with a price for bending).
struct FaceWarp {
  /// The same point of both faces, and how much it counts.
  struct Pair {
    let from: SIMD2<Double>
    let to: SIMD2<Double>
    let weight: Double
  }

  private let knots: [SIMD2<Double>]
  private let bends: [SIMD2<Double>]
  private let shift: SIMD2<Double>
  private let alongX: SIMD2<Double>
  private let alongY: SIMD2<Double>

  /// What bending costs beside missing the pairs.
  private static let stiffness = 0.3

  /// Sideways a scale alone, upwards a scale and a shift: places are divided by the scale after the shift is taken off.
  init(scale: SIMD2<Double>, shiftUp: Double) {
    (knots, bends) = ([], [])
    shift = [0, -shiftUp / scale.y]
    alongX = [1 / scale.x, 0]
    alongY = [0, 1 / scale.y]
  }

  /// Nil where the pairs do not say a map.
  init?(_ pairs: [Pair]) {
    let count = pairs.count
    guard count >= 4 else { return nil }
    var rows = [[Double]](repeating: [Double](repeating: 0, count: count + 5), count: count + 3)
    for (row, pair) in pairs.enumerated() {
      for (column, other) in pairs.enumerated() { rows[row][column] = Self.bend(pair.from - other.from) }
      rows[row][row] += Self.stiffness / max(pair.weight, 1e-3)
      for (column, value) in [1, pair.from.x, pair.from.y].enumerated() {
        rows[row][count + column] = value
        rows[count + column][row] = value
      }
      rows[row][count + 3] = pair.to.x
      rows[row][count + 4] = pair.to.y
    }
    guard let solved = Self.solve(rows, unknowns: count + 3) else { return nil }
    knots = pairs.map(\.from)
    bends = Array(solved[..<count])
    (shift, alongX, alongY) = (solved[count], solved[count + 1], solved[count + 2])
  }

  func callAsFunction(_ place: SIMD2<Double>) -> SIMD2<Double> {
    var sum = shift + alongX * place.x + alongY * place.y
    for (knot, bend) in zip(knots, bends) { sum += bend * Self.bend(place - knot) }
    return sum
  }

  private static func bend(_ offset: SIMD2<Double>) -> Double {
    let square = (offset * offset).sum()
    return square > 0 ? square * log(square) / 2 : 0
  }

  /// Gauss's elimination with two right sides at the rows' ends.
  private static func solve(_ given: [[Double]], unknowns: Int) -> [SIMD2<Double>]? {
    var rows = given
    for column in 0..<unknowns {
      guard let pivot = (column..<unknowns).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
        abs(rows[pivot][column]) > 1e-12
      else { return nil }
      rows.swapAt(column, pivot)
      let leading = rows[column]
      for row in column + 1..<unknowns where rows[row][column] != 0 {
        let factor = rows[row][column] / leading[column]
        for index in column..<leading.count { rows[row][index] -= factor * leading[index] }
      }
    }
    var found = [SIMD2<Double>](repeating: .zero, count: unknowns)
    for row in (0..<unknowns).reversed() {
      var value = SIMD2(rows[row][unknowns], rows[row][unknowns + 1])
      for column in row + 1..<max(unknowns, row + 1) { value -= found[column] * rows[row][column] }
      found[row] = value / rows[row][row]
    }
    return found
  }
}
