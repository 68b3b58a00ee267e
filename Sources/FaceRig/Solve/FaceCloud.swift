internal import SceneFiles

/// Places of a head that its targets move, in units of the face around its middle, with what moves there.
struct FaceCloud {
  /// Vertices, evenly sampled.
  let places: [Int]
  /// x, y, z of each place; the middle of the face is 0, the targets' middles lie 1 from it on average.
  let positions: [SIMD3<Float>]
  /// Target after target, x, y, z at every place, in units of the face.
  let moves: [[Float]]
  private let middle: SIMD3<Float>
  let size: Float

  init(_ head: MovingHead, atMost most: Int, leastShare: Float) {
    let count = head.positions.count
    var share = [Float](repeating: 0, count: count)
    for target in head.targets {
      let greatest = target.displacements.map { ($0 * $0).sum() }.max() ?? 0
      guard greatest > 0 else { continue }
      for (index, move) in zip(target.indices, target.displacements) {
        let part = move * move / greatest
        share[Int(index)] = max(share[Int(index)], part.sum().squareRoot())
      }
    }
    places = HeadMatch.sample(share.indices.filter { share[$0] > leastShare }, most)

    let motions = head.targets.map { TargetMotion($0, head.positions) }
    var middle = Self.median(motions.map(\.center))
    // A face is as wide to the left as to the right.
    let extremes = places.map { head.positions[$0].x }
    middle.x = ((extremes.min() ?? 0) + (extremes.max() ?? 0)) / 2
    let distances = motions.map { motion -> Float in
      let offset = motion.center - middle
      return offset.x * offset.x + offset.y * offset.y
    }
    let size = max((distances.reduce(0, +) / Float(max(distances.count, 1))).squareRoot(), .leastNormalMagnitude)
    (self.middle, self.size) = (middle, size)
    positions = places.map { (head.positions[$0] - middle) / size }
    let places = places
    moves = head.targets.map { HeadMatch.moves($0, at: places, of: count) { $0 / size } }
  }

  /// A point of the head's own space in units of the face.
  func unit(_ point: SIMD3<Float>) -> SIMD3<Float> { (point - middle) / size }

  /// For every place of another head the nearest of this one; far ones count little.
  func nearestPairs(
    to other: FaceCloud, through fit: HeadFit
  ) -> [(from: SIMD3<Float>, to: SIMD3<Float>, weight: Float)] {
    let candidates = positions.map(fit.place)
    let pairs = other.positions.map { position -> (from: SIMD3<Float>, to: SIMD3<Float>, square: Float) in
      let nearest = Self.nearest(position, candidates)[0].index
      let offset = fit.place(positions[nearest]) - position
      return (positions[nearest], position, (offset * offset).sum())
    }
    let typical = max(pairs.map(\.square).sorted()[pairs.count / 2], 1e-9)
    return pairs.map { ($0.from, $0.to, 1 / (1 + ($0.square / typical) * ($0.square / typical))) }
  }

  /// What this head's targets do at the places of another.
  func moves(at other: FaceCloud, through fit: HeadFit) -> [[Float]] {
    let candidates = positions.map(fit.place)
    let nearest = other.positions.map { Self.nearest($0, candidates) }
    return moves.map { moves in
      nearest.flatMap { neighbours -> [Float] in
        var sum = SIMD3<Float>.zero
        for (index, weight) in neighbours {
          sum += SIMD3(moves[3 * index], moves[3 * index + 1], moves[3 * index + 2]) * weight
        }
        let turned = fit.move(sum)
        return [turned.x, turned.y, turned.z]
      }
    }
  }

  /// The three nearest and their weights, which sum to 1.
  private static func nearest(_ feature: SIMD3<Float>, _ candidates: [SIMD3<Float>]) -> [(index: Int, weight: Float)] {
    var found: [(index: Int, square: Float)] = []
    var farthest = Float.infinity
    for (index, candidate) in candidates.enumerated() {
      let offset = candidate - feature
      let square = (offset * offset).sum()
      guard square < farthest else { continue }
      found.append((index, square))
      found.sort { $0.square < $1.square }
      if found.count > 3 { found.removeLast() }
      if found.count == 3 { farthest = found[2].square }
    }
    let weights = found.map { neighbour -> Float in
      let distance = neighbour.square.squareRoot() + 0.01
      return 1 / (distance * distance)
    }
    let total = weights.reduce(0, +)
    return zip(found, weights).map { ($0.index, $1 / total) }
  }

  private static func median(_ points: [SIMD3<Float>]) -> SIMD3<Float> {
    guard !points.isEmpty else { return .zero }
    var middle = SIMD3<Float>.zero
    for axis in 0..<3 { middle[axis] = points.map { $0[axis] }.sorted()[points.count / 2] }
    return middle
  }
}
