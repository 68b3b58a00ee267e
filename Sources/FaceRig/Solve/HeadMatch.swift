internal import SceneFiles

/// What two heads' targets do at the same places of one face, whatever the heads' vertices and whatever the targets' names.
///
/// Heads of one topology are compared vertex by vertex. Others are laid over each other by landmarks and then by their surfaces.
struct HeadMatch {
  let reference: MovingHead
  let other: MovingHead
  /// Whether vertices correspond one by one, so that sizes of movements compare too.
  let isSameTopology: Bool
  /// Target after target, x, y, z at every place.
  private(set) var referenceMoves: [[Float]] = []
  private(set) var otherMoves: [[Float]] = []

  private static let places = 1_500
  private static let candidates = 8_000
  /// Places that no target moves by this share of its greatest displacement are left out.
  private static let leastShare: Float = 0.03
  private static let rounds = 6

  /// The same point of both faces.
  typealias Landmark = (reference: SIMD3<Float>, other: SIMD3<Float>)

  /// `landmarks`: what of heads of two topologies to lay over each other first; without any they are not compared.
  init(reference: MovingHead, other: MovingHead, landmarks: [Landmark] = []) {
    self.reference = reference
    self.other = other
    isSameTopology = other.isShapedAs(reference)
    guard !reference.targets.isEmpty, !other.targets.isEmpty else { return }
    if isSameTopology {
      let places = Self.sample(Self.movedVertices(reference, other), Self.candidates)
      let size = Self.size(reference.positions) / Self.size(other.positions)
      referenceMoves = reference.targets.map { Self.moves($0, at: places, of: reference.positions.count) { $0 } }
      otherMoves = other.targets.map { Self.moves($0, at: places, of: other.positions.count) { $0 * size } }
    } else if !landmarks.isEmpty {
      align(landmarks)
    }
  }

  static func cosine(_ a: [Float], _ b: [Float]) -> Float {
    var (product, first, second) = (Float(0), Float(0), Float(0))
    for index in a.indices {
      product += a[index] * b[index]
      first += a[index] * a[index]
      second += b[index] * b[index]
    }
    return product / max((first * second).squareRoot(), .leastNormalMagnitude)
  }

  private mutating func align(_ landmarks: [Landmark]) {
    let ours = FaceCloud(reference, atMost: Self.places, leastShare: Self.leastShare)
    let theirs = FaceCloud(other, atMost: Self.candidates, leastShare: Self.leastShare)
    guard !ours.places.isEmpty, !theirs.places.isEmpty else { return }
    referenceMoves = ours.moves
    func held(_ weight: Float) -> [(from: SIMD3<Float>, to: SIMD3<Float>, weight: Float)] {
      landmarks.map { (theirs.unit($0.other), ours.unit($0.reference), weight) }
    }
    var fit = HeadFit(held(1), stiffness: 0.001)
    for _ in 0..<Self.rounds {
      let pairs = theirs.nearestPairs(to: ours, through: fit)
      // Nearest vertices alone would let the heads slide over each other; the landmarks count as much as all of them.
      let total = pairs.reduce(0) { $0 + $1.weight }
      let next = HeadFit(pairs + held(total / Float(landmarks.count)), stiffness: 0.001)
      fit = next
    }
    otherMoves = theirs.moves(at: ours, through: fit)
  }

  private static func movedVertices(_ a: MovingHead, _ b: MovingHead) -> [Int] {
    var isMoved = [Bool](repeating: false, count: a.positions.count)
    for target in a.targets + b.targets {
      for index in target.indices { isMoved[Int(index)] = true }
    }
    return isMoved.indices.filter { isMoved[$0] }
  }

  private static func size(_ positions: [SIMD3<Float>]) -> Float {
    let center = positions.reduce(SIMD3<Float>.zero, +) / Float(positions.count)
    let square = positions.reduce(Float(0)) { $0 + (($1 - center) * ($1 - center)).sum() }
    return max((square / Float(positions.count)).squareRoot(), .leastNormalMagnitude)
  }

  /// Evenly spaced members of a list.
  static func sample(_ all: [Int], _ most: Int) -> [Int] {
    guard all.count > most else { return all }
    return (0..<most).map { all[$0 * all.count / most] }
  }

  static func moves(
    _ target: MorphTarget, at places: [Int], of vertexCount: Int, _ turn: (SIMD3<Float>) -> SIMD3<Float>
  ) -> [Float] {
    var dense = [SIMD3<Float>](repeating: .zero, count: vertexCount)
    for (index, move) in zip(target.indices, target.displacements) { dense[Int(index)] += move }
    return places.flatMap { place -> [Float] in
      let move = turn(dense[place])
      return [move.x, move.y, move.z]
    }
  }
}
