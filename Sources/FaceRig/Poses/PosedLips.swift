internal import FaceCurves
internal import SceneFiles

/// How far whole mouths part the lips of one mesh, read off its vertices: what a name promises, a rig's shape need not keep.
///
/// The lips are the pair of vertices, near each other at rest, that the widest mouth parts and the other mouths move most.
struct PosedLips {
  /// Gap of each pose beyond the resting one, by the pose's name, mouth widths; the widest mouth's is what its recipe says.
  let gaps: [String: Float]

  /// Shares of the widest mouth's greatest displacement: the lower lip moves at least, the upper at most so far …
  private static let lowerLeast: Float = 0.6
  private static let upperMost: Float = 0.25
  /// … and both lie so near each other at rest.
  private static let nearest: Float = 0.3
  /// Poses that open less, by their recipes, part no lips that could be seen.
  private static let leastGap: Float = 0.1
  private static let mostVertices = 500_000

  init?(_ mesh: SceneMesh, _ poses: [MouthPose], _ binds: [PosedTargets.Bind]) {
    let bound = Set(binds.map(\.pose)).sorted()
    guard let widest = bound.max(by: { poses[$0].gap < poses[$1].gap }), poses[widest].gap >= Self.leastGap,
      bound.count > 1, mesh.positions.count <= Self.mostVertices
    else { return nil }
    let moves = Self.moves(mesh, binds.filter { $0.pose == widest })
    let sizes = moves.map(\.length)
    guard let greatest = sizes.max(), greatest > 1e-6, greatest.isFinite else { return nil }
    let lowers = sizes.indices.filter { sizes[$0] >= Self.lowerLeast * greatest }
    let uppers = sizes.indices.filter { sizes[$0] <= Self.upperMost * greatest }
    let sum = lowers.reduce(SIMD3<Float>.zero) { $0 + moves[$1] }
    guard sum.length > 1e-6, sum.length.isFinite else { return nil }
    let down = sum / sum.length
    // Teeth and tongue move with the jaw alone, lips with every mouth.
    var activity = [Float](repeating: 0, count: mesh.positions.count)
    for bind in binds where bind.pose != widest && !poses[bind.pose].isBlink {
      let target = mesh.targets[bind.target]
      for (vertex, move) in zip(target.indices, target.displacements) {
        activity[Int(vertex)] += move.length * bind.weight
      }
    }
    guard
      let (upper, lower) = Self.pair(
        uppers, lowers, mesh.positions, activity, within: Self.nearest * greatest)
    else { return nil }
    let scale = poses[widest].gap / (moves[lower] - moves[upper]).dot(down)
    guard scale.isFinite, scale > 0 else { return nil }
    var gaps: [String: Float] = [:]
    for pose in bound where !poses[pose].isBlink {
      var gap: Float = 0
      for bind in binds where bind.pose == pose {
        let target = mesh.targets[bind.target]
        for (vertex, move) in zip(target.indices, target.displacements) {
          if Int(vertex) == lower { gap += move.dot(down) * bind.weight }
          if Int(vertex) == upper { gap -= move.dot(down) * bind.weight }
        }
      }
      gaps[poses[pose].name] = gap * scale
    }
    self.gaps = gaps
  }

  private static func moves(_ mesh: SceneMesh, _ binds: [PosedTargets.Bind]) -> [SIMD3<Float>] {
    var moves = [SIMD3<Float>](repeating: .zero, count: mesh.positions.count)
    for bind in binds {
      let target = mesh.targets[bind.target]
      for (vertex, move) in zip(target.indices, target.displacements) { moves[Int(vertex)] += move * bind.weight }
    }
    return moves
  }

  /// The liveliest pair within a distance; the nearer of two alike.
  private static func pair(
    _ uppers: [Int], _ lowers: [Int], _ positions: [SIMD3<Float>], _ activity: [Float], within distance: Float
  ) -> (upper: Int, lower: Int)? {
    func cell(_ point: SIMD3<Float>) -> SIMD3<Int32>? {
      let place = point / distance
      guard (0..<3).allSatisfy({ place[$0].magnitude < 1e6 }) else { return nil }
      return SIMD3<Int32>(Int32(place.x.rounded(.down)), Int32(place.y.rounded(.down)), Int32(place.z.rounded(.down)))
    }
    var byCell: [SIMD3<Int32>: [Int]] = [:]
    for lower in lowers { if let cell = cell(positions[lower]) { byCell[cell, default: []].append(lower) } }
    var best: (upper: Int, lower: Int, score: Float)?
    for upper in uppers where activity[upper] > 0 {
      guard let home = cell(positions[upper]) else { continue }
      for x in -1...1 as ClosedRange<Int32> {
        for y in -1...1 as ClosedRange<Int32> {
          for z in -1...1 as ClosedRange<Int32> {
            for lower in byCell[home &+ SIMD3(x, y, z)] ?? [] {
              let apart = (positions[lower] - positions[upper]).length / distance
              guard apart <= 1 else { continue }
              let score = (activity[upper] + activity[lower]) * (1 - 0.5 * apart)
              if score > best?.score ?? 0 { best = (upper, lower, score) }
            }
          }
        }
      }
    }
    return best.map { ($0.upper, $0.lower) }
  }
}
