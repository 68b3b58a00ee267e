/// What one target does at a list of places, x, y, z of each, for comparisons of direction and shape.
struct FaceField {
  private let values: [SIMD3<Float>]
  let square: Float

  init(_ values: [SIMD3<Float>]) {
    self.values = values
    square = values.reduce(0) { $0 + ($1 * $1).sum() }
  }

  init(_ field: [SIMD3<Float>], at cells: [Int]) { self.init(cells.map { field[$0] }) }

  func product(_ other: FaceField) -> Float {
    var sum = SIMD3<Float>.zero
    values.withUnsafeBufferPointer { ours in
      other.values.withUnsafeBufferPointer { theirs in
        for index in ours.indices { sum += ours[index] * theirs[index] }
      }
    }
    return sum.sum()
  }

  /// What sets this apart from another, each taken at length 1.
  func unitDifference(_ other: FaceField) -> FaceField {
    let (ours, theirs) = (1 / max(square.squareRoot(), 1e-20), 1 / max(other.square.squareRoot(), 1e-20))
    return FaceField(zip(values, other.values).map { $0 * ours - $1 * theirs })
  }

  /// -1…1; 0 where either does nothing.
  func cosine(_ other: FaceField) -> Float {
    let sizes = (square * other.square).squareRoot()
    return sizes > .leastNormalMagnitude ? product(other) / sizes : 0
  }
}
