internal import FaceCurves
internal import SceneFiles

/// The lips of one mesh.
///
/// The inner lips are the pair of vertices on the middle of the mouth, one that mouthUpperUp raises and one that
/// mouthLowerDown lowers, that lie nearest each other at rest.
struct LipGeometry {
  private let positions: [SIMD3<Float>]
  /// Displacements of every vertex at weight 1, by channel; a channel with several targets has their sum.
  private var displacements: [FaceChannel: [SIMD3<Float>]] = [:]

  /// Vertices that a target moves at least this share of its greatest displacement belong to what it moves.
  private static let moved: Float = 0.5
  /// The same for the corners, which only the ends of the lips belong to.
  private static let pulled: Float = 0.8
  /// Half the width of the strip in the middle of the mouth, of the mouth's width.
  private static let middle: Float = 0.06

  init?(_ rig: Rig, _ node: MorphNode) {
    guard node.channels.isSuperset(of: [.mouthUpperUpLeft, .mouthLowerDownLeft, .jawOpen]) else { return nil }
    let mesh = rig.scene.meshes[node.mesh]
    var rest = mesh.positions
    for (target, weight) in zip(mesh.targets, node.restPose) where weight != 0 {
      for (vertex, displacement) in zip(target.indices, target.displacements) {
        rest[Int(vertex)] += displacement * weight
      }
    }
    positions = rest
    for (target, driver) in zip(mesh.targets, node.drivers) {
      for term in driver?.terms ?? [] where term.shareOf == nil && Self.movesMouth(term.channel) {
        var all = displacements[term.channel] ?? [SIMD3<Float>](repeating: .zero, count: positions.count)
        for (vertex, displacement) in zip(target.indices, target.displacements) {
          all[Int(vertex)] += displacement * term.gain
        }
        displacements[term.channel] = all
      }
    }
  }

  private static func movesMouth(_ channel: FaceChannel) -> Bool {
    channel.rawValue < FaceChannel.arkit.count
      && ["jaw", "mouth", "cheek", "nose"].contains { channel.name.hasPrefix($0) }
  }

  var readout: LipReadout? {
    guard let down = direction(of: [.mouthLowerDownLeft, .mouthLowerDownRight]),
      let lips = lipVertices(), lips.count >= 2,
      let (left, right) = corners(of: lips, down: down)
    else { return nil }
    let across = positions[left] - positions[right]
    let width = across.length
    guard width > 1e-6,
      let (upper, lower) = innerLips(across / width, width, center: (positions[left] + positions[right]) / 2)
    else { return nil }
    var gaps: [FaceChannel: Float] = [:]
    var widths: [FaceChannel: Float] = [:]
    for (channel, moves) in displacements {
      gaps[channel] = (moves[lower] - moves[upper]).dot(down) / width
      widths[channel] = (moves[left] - moves[right]).dot(across / width) / width
    }
    return LipReadout(
      gapEffects: gaps, widthEffects: widths, restGap: (positions[lower] - positions[upper]).dot(down) / width)
  }

  private func displacement(_ channels: [FaceChannel]) -> [SIMD3<Float>] {
    var sum = [SIMD3<Float>](repeating: .zero, count: positions.count)
    for channel in channels {
      for (index, move) in (displacements[channel] ?? []).enumerated() { sum[index] += move }
    }
    return sum
  }

  private func direction(of channels: [FaceChannel]) -> SIMD3<Float>? {
    let sum = displacement(channels).reduce(SIMD3<Float>.zero, +)
    let size = sum.length
    return size > 1e-6 ? sum / size : nil
  }

  /// Vertices that a set of channels moves most.
  private func moved(by channels: [FaceChannel], share: Float = Self.moved) -> [Int] {
    let sizes = displacement(channels).map(\.length)
    guard let greatest = sizes.max(), greatest > 1e-6 else { return [] }
    return sizes.indices.filter { sizes[$0] >= greatest * share }
  }

  private func lipVertices() -> [Int]? {
    let found = Set(moved(by: [.mouthUpperUpLeft, .mouthUpperUpRight]))
      .union(moved(by: [.mouthLowerDownLeft, .mouthLowerDownRight]))
    return found.isEmpty ? nil : found.sorted()
  }

  /// The outermost vertices that stretching and smiling pull apart.
  private func corners(of lips: [Int], down: SIMD3<Float>) -> (left: Int, right: Int)? {
    func pulled(_ stretch: FaceChannel, _ smile: FaceChannel) -> [Int] {
      let stretched = moved(by: [stretch], share: Self.pulled)
      return stretched.isEmpty ? moved(by: [smile], share: Self.pulled) : stretched
    }
    let (lefts, rights) = (pulled(.mouthStretchLeft, .mouthSmileLeft), pulled(.mouthStretchRight, .mouthSmileRight))
    guard !lefts.isEmpty, !rights.isEmpty else { return nil }
    let center = lips.reduce(SIMD3<Float>.zero) { $0 + positions[$1] } / Float(lips.count)
    // The pulled vertex nearest the lips is the corner; the others lie in the cheek.
    func nearest(_ pulled: [Int]) -> Int {
      pulled.min { (positions[$0] - center).length < (positions[$1] - center).length }!
    }
    return (nearest(lefts), nearest(rights))
  }

  private func innerLips(_ across: SIMD3<Float>, _ width: Float, center: SIMD3<Float>) -> (upper: Int, lower: Int)? {
    func offset(_ vertex: Int) -> Float { abs((positions[vertex] - center).dot(across)) }
    func inMiddle(_ vertex: Int) -> Bool { offset(vertex) <= Self.middle * width }
    let uppers = moved(by: [.mouthUpperUpLeft, .mouthUpperUpRight]).filter(inMiddle)
    let lowers = Set(moved(by: [.mouthLowerDownLeft, .mouthLowerDownRight]).filter(inMiddle))
    var best: (Int, Int, Float)?
    for upper in uppers where !lowers.contains(upper) {
      for lower in lowers {
        // Where lips touch all along, the pair in the very middle counts.
        let distance = (positions[upper] - positions[lower]).length + 0.2 * (offset(upper) + offset(lower))
        if distance < best?.2 ?? .infinity { best = (upper, lower, distance) }
      }
    }
    return best.map { ($0.0, $0.1) }
  }
}
