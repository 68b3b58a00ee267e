/// The arrays of a head in FLAME's manner, made from another head: expressions are mixtures of its shapes, the jaw turns.
public struct FlameArrays {
  public var template: [Float] = []
  public var directions: [Float] = []
  public let directionCount = 400
  public var regressor: [Float] = []
  public var weights: [Float] = []

  /// - Parameters:
  ///   - shapes: displacements of every vertex; `open` is the one that the jaw's turn takes the place of.
  public init(
    positions: [SIMD3<Float>], shapes: [[SIMD3<Float>]], open: [SIMD3<Float>], leftEye: SIMD3<Float>,
    rightEye: SIMD3<Float>, jaw: SIMD3<Float>, seed: UInt64
  ) {
    var random = TestRandom(seed)
    let count = positions.count
    template = positions.flatMap { [$0.x, $0.y, $0.z] }
    directions = [Float](repeating: 0, count: 3 * count * directionCount)
    for expression in 0..<100 {
      var mixed = [SIMD3<Float>](repeating: .zero, count: count)
      for shape in shapes {
        let share = Float.random(in: -0.4...0.4, using: &random)
        for vertex in 0..<count { mixed[vertex] += shape[vertex] * share }
      }
      for vertex in 0..<count {
        for axis in 0..<3 { directions[(3 * vertex + axis) * directionCount + 300 + expression] = mixed[vertex][axis] }
      }
    }
    let farthest = open.map { ($0 * $0).sum().squareRoot() }.max() ?? 1
    weights = [Float](repeating: 0, count: 5 * count)
    for vertex in 0..<count {
      let share = (open[vertex] * open[vertex]).sum().squareRoot() / farthest
      weights[5 * vertex + 2] = share
      weights[5 * vertex + 1] = 1 - share
    }
    // Any weights that sum to 1 and meet the joint do: one vertex stands for it, the rest shifts it.
    regressor = [Float](repeating: 0, count: 5 * count)
    for (number, joint) in [SIMD3<Float>.zero, .zero, jaw, leftEye, rightEye].enumerated() {
      let row = Self.barycentric(joint, positions)
      for (vertex, share) in row { regressor[number * count + vertex] = share }
    }
  }

  /// Shares of four vertices that make a point.
  private static func barycentric(_ point: SIMD3<Float>, _ positions: [SIMD3<Float>]) -> [(Int, Float)] {
    func farthest(_ distance: (SIMD3<Float>) -> Float) -> Int {
      positions.indices.max { distance(positions[$0]) < distance(positions[$1]) }!
    }
    func cross(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> SIMD3<Float> {
      [a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x]
    }
    let a = farthest { $0.x }
    let b = farthest { -$0.x }
    let c = farthest { $0.y }
    let plane = cross(positions[b] - positions[a], positions[c] - positions[a])
    let d = farthest { abs((($0 - positions[a]) * plane).sum()) }
    let (p, q, r) = (positions[b] - positions[a], positions[c] - positions[a], positions[d] - positions[a])
    let offset = point - positions[a]
    let determinant = (p * cross(q, r)).sum()
    let u = (offset * cross(q, r)).sum() / determinant
    let v = (offset * cross(r, p)).sum() / determinant
    let w = (offset * cross(p, q)).sum() / determinant
    return [(a, 1 - u - v - w), (b, u), (c, v), (d, w)]
  }
}
