internal import SceneFiles

/// What two heads' targets do at the same places of one face, whatever the heads' vertices and whatever the targets' names.
///
/// Heads of one topology are compared vertex by vertex. Others are laid over each other first by where their targets move,
/// paired by where and which way they move, and then, as the pairing gets better, by the pairs.
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
  /// What a difference of motion counts beside one of place, in sizes of the face.
  private static let motionWeight: Float = 0.7
  private static let rounds = 6

  /// The same point of both faces.
  typealias Landmark = (reference: SIMD3<Float>, other: SIMD3<Float>)

  /// `landmarks`: where the other head's targets are not the reference's under other names, what to lay over each other first.
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
    } else {
      align(landmarks)
    }
  }

  /// Cosine between what a target of the reference and one of the other head do.
  func likeness(_ referenceTarget: Int, _ otherTarget: Int) -> Float {
    Self.cosine(referenceMoves[referenceTarget], otherMoves[otherTarget])
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
    if !landmarks.isEmpty {
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
      otherMoves = theirs.moves(at: ours, through: fit, motionWeight: 0)
      return
    }
    var fit = Self.firstFit(ours.motions, theirs.motions)
    for _ in 0..<Self.rounds {
      otherMoves = theirs.moves(at: ours, through: fit, motionWeight: Self.motionWeight)
      let costs = referenceMoves.indices.map { ours in
        otherMoves.indices.map { 1 - Double(likeness(ours, $0)) }
      }
      let pairs = Assignment.least(costs).enumerated().compactMap {
        pair -> (from: SIMD3<Float>, to: SIMD3<Float>, weight: Float)? in
        guard let column = pair.element else { return nil }
        let likeness = Float(max(0, 1 - costs[pair.offset][column]))
        return (theirs.motions[column].center, ours.motions[pair.offset].center, likeness * likeness)
      }
      fit = HeadFit(pairs, stiffness: 0.02)
    }
    otherMoves = theirs.moves(at: ours, through: fit, motionWeight: Self.motionWeight)
  }

  /// By the middles of what targets move and the directions alone.
  private static func firstFit(_ ours: [TargetMotion], _ theirs: [TargetMotion]) -> HeadFit {
    var fit = HeadFit()
    for _ in 0..<20 {
      let costs = ours.map { ours in
        theirs.map { theirs -> Double in
          let apart = fit.place(theirs.center) - ours.center
          let turned = theirs.direction - ours.direction
          let wider = theirs.spread - ours.spread
          return Double((apart * apart).sum() + 3 * (turned * turned).sum() + (wider * wider).sum())
        }
      }
      let assigned = Assignment.least(costs).enumerated().compactMap { row, column in column.map { (row, $0) } }
      let sorted = assigned.map { costs[$0.0][$0.1] }.sorted()
      let typical = max(sorted[sorted.count / 2], 1e-12)
      fit = HeadFit(
        assigned.map { row, column in
          let share = costs[row][column] / typical
          return (theirs[column].center, ours[row].center, Float(1 / (1 + share * share)))
        }, stiffness: 0.05)
    }
    return fit
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
