/// A target of the whole face, or the two that are each other's mirror image.
struct FaceUnit: Equatable {
  /// Of two the one that is taken for the character's left, until a comparison tells; the same as `right` where it is one.
  let left: Int
  let right: Int

  var isPair: Bool { left != right }

  init(_ target: Int) { (left, right) = (target, target) }

  init(left: Int, right: Int) { (self.left, self.right) = (left, right) }

  /// Mirror images must be this alike to be a pair, or one its own.
  private static let leastSymmetry: Float = 0.5
  /// A target is rather its own mirror image than half of a pair.
  private static let ownAdvantage: Float = 0.15

  /// What the targets of a face are: the most symmetric first. Those behind the skin are left aside.
  /// - Returns: units, and targets that are neither one nor a pair.
  static func units(of face: FaceRelief, leastSeen: Double) -> (units: [FaceUnit], odd: [Int]) {
    let seen = face.motions.indices.filter { 1 - face.motions[$0].hiddenShare > leastSeen }
    let straight = seen.map { FaceField(face.fields[$0], at: face.places) }
    let mirrored = seen.map { FaceField(FaceRelief.mirrored(face.fields[$0]), at: face.places) }
    var candidates: [(symmetry: Float, first: Int, second: Int)] = []
    for first in seen.indices {
      for second in first..<seen.count {
        let symmetry = straight[first].cosine(mirrored[second]) + (first == second ? ownAdvantage : 0)
        if symmetry >= leastSymmetry { candidates.append((symmetry, first, second)) }
      }
    }
    var isTaken = [Bool](repeating: false, count: seen.count)
    var units: [FaceUnit] = []
    for candidate in candidates.sorted(by: { $0.symmetry > $1.symmetry }) {
      guard !isTaken[candidate.first], !isTaken[candidate.second] else { continue }
      isTaken[candidate.first] = true
      isTaken[candidate.second] = true
      let (first, second) = (seen[candidate.first], seen[candidate.second])
      let (one, other) = (face.motions[first], face.motions[second])
      let isOneSided = abs(one.center.x - other.center.x) > 0.3 * (one.spread.x + other.spread.x)
      let isLeftFirst = isOneSided ? one.center.x >= other.center.x : one.direction.x >= other.direction.x
      units.append(isLeftFirst ? FaceUnit(left: first, right: second) : FaceUnit(left: second, right: first))
    }
    return (units, seen.indices.filter { !isTaken[$0] }.map { seen[$0] })
  }
}

extension FaceRelief {
  /// A picture with left and right exchanged.
  static func mirrored(_ field: [SIMD3<Float>]) -> [SIMD3<Float>] {
    var mirrored = field
    for cell in field.indices {
      let move = field[cell - cell % side + side - 1 - cell % side]
      mirrored[cell] = [-move.x, move.y, move.z]
    }
    return mirrored
  }
}
