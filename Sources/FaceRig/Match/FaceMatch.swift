internal import FaceCurves
internal import Foundation

/// Two faces laid over each other, and how well each target of the one does what each channel of the other does.
///
/// What counts: the direction of the movement at the same places of both faces first; then where it is, how large it is among
/// the movements of its own face and how far it reaches. A target is paired with a channel of its own kind (one for the whole
/// face, or two mirror images) before it is paired with one of the other.
struct FaceMatch {
  /// A channel of the whole face, or a left and a right one, of the head that has names.
  struct Row {
    let unit: FaceUnit
    let channels: [FaceChannel]
  }

  let reference: FaceRelief
  let other: FaceRelief
  let rows: [Row]
  let units: [FaceUnit]
  /// Rows by units: cosine of what they do at the same places, -1…1.
  private(set) var likeness: [[Double]] = []
  /// Rows by units: whether the unit's left is the channel's right.
  private(set) var isTurned: [[Bool]] = []
  /// Rows by units: the price of pairing them.
  private(set) var costs: [[Double]] = []
  /// Of the reference's targets and the other's, what they do at the same places.
  private var fields: (ours: [FaceField], theirs: [FaceField]) = ([], [])
  /// The map of the reference's face onto the other.
  private(set) var warp = FaceWarp(scale: [1, 1], shiftUp: 0)
  /// Rows whose unit is known by its name.
  private let known: [Int: Int]

  // Prices beside that of another direction, which is 1 at a right angle. The figures stay good within half and twice each.
  private static let sizePrice = 0.25
  private static let placePrice = 0.3
  private static let spreadPrice = 0.1
  /// Of one target for two channels, or two for one.
  static let kindPrice = 0.3
  private static let rounds = 5
  /// Pairs more alike than this say how much larger one face's movements are than the other's.
  private static let likenessOfLandmarks = 0.5
  static let forbidden = 1e3

  /// - Parameters:
  ///   - known: rows whose unit names tell; nothing else is paired with either.
  init(
    _ reference: FaceRelief, _ rows: [Row], _ other: FaceRelief, _ units: [FaceUnit], known: [Int: Int]
  ) {
    (self.reference, self.other, self.rows, self.units, self.known) = (reference, other, rows, units, known)
    guard !rows.isEmpty, !units.isEmpty else { return }
    warp = firstFit()
    let places = reference.places.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    let ours = reference.fields.map { FaceField($0, at: places) }
    for round in 0...Self.rounds {
      compare(ours, places.map { warp(FaceRelief.place(ofCell: $0)) })
      price(isLast: round == Self.rounds)
      if round < Self.rounds, let next = FaceWarp(landmarks()) { warp = next }
    }
  }

  /// How well the faces lie over each other: the mean likeness of the better half of the best pairs.
  var agreement: Double {
    let pairs = Assignment.least(costs).enumerated().compactMap { row, unit in unit.map { likeness[row][$0] } }
    let better = pairs.sorted(by: >).prefix(max(1, pairs.count / 2))
    return better.reduce(0, +) / Double(max(better.count, 1))
  }

  /// Whether a channel and a unit are of one kind.
  func isOfOneKind(_ row: Int, _ unit: Int) -> Bool { rows[row].unit.isPair == units[unit].isPair }

  /// Whether what sets two channels apart sets the units apart that they are paired with: cosine of the differences, -1…1.
  func contrast(_ first: (row: Int, unit: Int), _ second: (row: Int, unit: Int)) -> Double {
    func side(_ pair: (row: Int, unit: Int), _ isRight: Bool) -> (FaceField, FaceField) {
      let (row, unit) = (rows[pair.row].unit, units[pair.unit])
      let isOther = isRight != isTurned[pair.row][pair.unit]
      return (fields.ours[isRight ? row.right : row.left], fields.theirs[isOther ? unit.right : unit.left])
    }
    let sides = rows[first.row].unit.isPair ? [false, true] : [false]
    return sides.reduce(0) { sum, isRight in
      let (a, b) = (side(first, isRight), side(second, isRight))
      return sum + Double(a.0.unitDifference(b.0).cosine(a.1.unitDifference(b.1)))
    } / Double(sides.count)
  }

  private mutating func compare(_ ours: [FaceField], _ places: [SIMD2<Double>]) {
    let theirs = other.fields.indices.map { target in FaceField(places.map { other.move(target, at: $0) }) }
    fields = (ours, theirs)
    likeness = Array(repeating: Array(repeating: 0, count: units.count), count: rows.count)
    isTurned = Array(repeating: Array(repeating: false, count: units.count), count: rows.count)
    for (row, entry) in rows.enumerated() {
      for (column, unit) in units.enumerated() {
        let (left, right) = (ours[entry.unit.left], ours[entry.unit.right])
        let (one, two) = (theirs[unit.left], theirs[unit.right])
        switch (entry.unit.isPair, unit.isPair) {
        case (false, false): likeness[row][column] = Double(left.cosine(one))
        case (true, true):
          let straight = (left.cosine(one) + right.cosine(two)) / 2
          let turned = (left.cosine(two) + right.cosine(one)) / 2
          likeness[row][column] = Double(max(straight, turned))
          isTurned[row][column] = turned > straight
        case (true, false): likeness[row][column] = Self.cosine(ofBoth: left, right, one)
        case (false, true): likeness[row][column] = Self.cosine(ofBoth: one, two, left)
        }
      }
    }
  }

  /// Of two halves together with a whole; -1 where the halves cancel, as jaws to both sides do.
  private static func cosine(ofBoth left: FaceField, _ right: FaceField, _ whole: FaceField) -> Double {
    let square = left.square + right.square + 2 * left.product(right)
    guard square > 0.5 * (left.square + right.square), whole.square > 0 else { return -1 }
    return Double((left.product(whole) + right.product(whole)) / (square * whole.square).squareRoot())
  }

  private mutating func price(isLast: Bool) {
    let (ours, theirs) = (rows.map { Summary($0.unit, reference) }, units.map { Summary($0, other) })
    let (ourSizes, theirSizes) = sizes(ours, theirs)
    let mapped = ours.map { warp($0.center) }
    costs = rows.indices.map { row in
      units.indices.map { unit in
        var cost = 1 - likeness[row][unit]
        if !isOfOneKind(row, unit) { cost += Self.kindPrice }
        cost += (isLast ? Self.sizePrice : 0.4 * Self.sizePrice) * min(abs(ourSizes[row] - theirSizes[unit]), 2)
        if isLast {
          let side: Double = isTurned[row][unit] ? -1 : 1
          let offset = mapped[row] - theirs[unit].center * SIMD2(side, 1)
          cost += Self.placePrice * min((offset * offset).sum().squareRoot(), 1)
          let wider = ours[row].logSpread - theirs[unit].logSpread
          cost += Self.spreadPrice * min((abs(wider.x) + abs(wider.y)) / 2, 1)
        }
        return cost.isFinite ? cost : Self.forbidden
      }
    }
    for (row, unit) in known {
      for column in units.indices where column != unit { costs[row][column] = Self.forbidden }
      for other in rows.indices where other != row { costs[other][unit] = Self.forbidden }
    }
  }

  /// Logarithms of sizes, each face's own size taken off: by what is paired, where something is, else by the middle of all.
  private func sizes(_ ours: [Summary], _ theirs: [Summary]) -> (ours: [Double], theirs: [Double]) {
    guard !costs.isEmpty else { return (Self.fromMiddle(ours.map(\.size)), Self.fromMiddle(theirs.map(\.size))) }
    let (own, other) = (ours.map { log(max($0.size, 1e-9)) }, theirs.map { log(max($0.size, 1e-9)) })
    let ratios = Assignment.least(costs).enumerated().compactMap { row, unit -> Double? in
      guard let unit, isOfOneKind(row, unit), likeness[row][unit] > Self.likenessOfLandmarks else { return nil }
      return own[row] - other[unit]
    }.sorted()
    guard !ratios.isEmpty else { return (Self.fromMiddle(ours.map(\.size)), Self.fromMiddle(theirs.map(\.size))) }
    return (own, other.map { $0 + ratios[ratios.count / 2] })
  }

  private static func fromMiddle(_ sizes: [Double]) -> [Double] {
    let logarithms = sizes.map { log(max($0, 1e-9)) }
    let middle = logarithms.sorted()[logarithms.count / 2]
    return logarithms.map { $0 - middle }
  }

  /// Middles of what is paired, each as much as it is alike.
  private func landmarks() -> [FaceWarp.Pair] {
    Assignment.least(costs).enumerated().flatMap { row, unit -> [FaceWarp.Pair] in
      guard let unit, isOfOneKind(row, unit) else { return [] }
      let alike = max(likeness[row][unit], 0)
      let weight = known[row] == unit ? 1 : alike * alike
      guard weight > 0.05 else { return [] }
      let from = Summary(rows[row].unit, reference).center
      let to = Summary(units[unit], other).center
      guard rows[row].unit.isPair else { return [FaceWarp.Pair(from: [0, from.y], to: [0, to.y], weight: weight)] }
      let (ours, theirs) = (abs(from.x), abs(to.x))
      return [
        FaceWarp.Pair(from: [ours, from.y], to: [theirs, to.y], weight: weight),
        FaceWarp.Pair(from: [-ours, from.y], to: [-theirs, to.y], weight: weight),
      ]
    }
  }

  /// By middles, directions and spreads alone, from several beginnings.
  private func firstFit() -> FaceWarp {
    let (ours, theirs) = (rows.map { Summary($0.unit, reference) }, units.map { Summary($0, other) })
    var best: (cost: Double, warp: FaceWarp)?
    for start in [0.75, 1, 1.3] {
      for startUp in [-0.3, 0, 0.3] {
        var (scale, shift) = (SIMD2(start, start), startUp)
        var total = 0.0
        for _ in 0..<15 {
          let costs = rows.indices.map { row in
            units.indices.map { unit -> Double in
              if let own = known[row], own != unit { return 50 }
              let place = SIMD2(abs(theirs[unit].center.x) * scale.x, theirs[unit].center.y * scale.y + shift)
              let apart = SIMD2(abs(ours[row].center.x), ours[row].center.y) - place
              let turned = ours[row].direction - theirs[unit].direction
              let wider = ours[row].spread - theirs[unit].spread * scale
              return (apart * apart).sum() + 0.7 * (turned * turned).sum() + 0.5 * (wider * wider).sum()
                + (isOfOneKind(row, unit) ? 0 : 4)
            }
          }
          let pairs = Assignment.least(costs).enumerated().compactMap { row, unit in unit.map { (row, $0) } }
          let prices = pairs.map { costs[$0.0][$0.1] }
          total = prices.reduce(0) { $0 + min($1, 1) }
          let typical = prices.sorted()[prices.count / 2] + 1e-9
          // Held near what it was begun with where little says otherwise.
          var (across, acrossSquare) = (0.1, 0.1)
          var (yy, y1, n, yt, t) = (0.1, 0.0, 0.01, 0.1 * scale.x, 0.0)
          for ((row, unit), price) in zip(pairs, prices) {
            let share = price / typical
            let weight = 1 / (1 + share * share)
            let (from, to) = (theirs[unit].center, ours[row].center)
            across += weight * abs(from.x) * abs(to.x)
            acrossSquare += weight * from.x * from.x
            yy += weight * from.y * from.y
            y1 += weight * from.y
            n += weight
            yt += weight * from.y * to.y
            t += weight * to.y
          }
          let determinant = yy * n - y1 * y1
          guard abs(determinant) > 1e-12 else { break }
          scale = [across / acrossSquare, (yt * n - t * y1) / determinant]
          shift = (t * yy - yt * y1) / determinant
        }
        guard scale.min() > 0.05, total < best?.cost ?? .infinity else { continue }
        best = (total, FaceWarp(scale: scale, shiftUp: shift))
      }
    }
    return best?.warp ?? FaceWarp(scale: [1, 1], shiftUp: 0)
  }
}

extension FaceMatch {
  /// What a unit does as one: of two, the left one's, and the right one's mirrored.
  fileprivate struct Summary {
    let center: SIMD2<Double>
    let spread: SIMD2<Double>
    let direction: SIMD3<Double>
    let size: Double

    init(_ unit: FaceUnit, _ face: FaceRelief) {
      let (left, right) = (face.motions[unit.left], face.motions[unit.right])
      center = [unit.isPair ? (left.center.x - right.center.x) / 2 : 0, (left.center.y + right.center.y) / 2]
      spread = (left.spread + right.spread) / 2
      direction = (left.direction + right.direction * (unit.isPair ? [-1, 1, 1] : [1, 1, 1])) / 2
      size = (left.size + right.size) / 2
    }

    var logSpread: SIMD2<Double> { [log(max(spread.x, 1e-9)), log(max(spread.y, 1e-9))] }
  }
}
