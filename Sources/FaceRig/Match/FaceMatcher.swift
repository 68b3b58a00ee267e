internal import FaceCurves
internal import Foundation
internal import SceneFiles

/// Tells what targets of a head are by what they move, from another head whose targets are channels.
///
/// The pairing is the cheapest of all together. How sure a row is, is told by what all would cost if it were forbidden.
struct FaceMatcher {
  /// A target and what it seems to be.
  struct Finding {
    let target: Int
    let gains: [FaceChannel: Float]
    let likeness: Double
    /// 0…1
    let confidence: Double
    let isSure: Bool
    /// Channels that it may be as well, the likeliest first.
    let perhaps: [FaceChannel]
  }

  /// Where both heads have as many targets of a kind, give or take this share, what is left over after the clear ones tells
  /// the unclear ones.
  private static let leastCompleteness = 0.9
  /// What the rest would have to pay at least if a row were forbidden.
  private static let leastMarginOfComplete = 0.08
  private static let leastMargin = 0.15
  private static let leastLikenessOfComplete = 0.15
  private static let leastLikeness = 0.6
  /// Cosine from which the difference of two targets is that of two channels.
  private static let leastContrast = 0.25
  /// What a channel may cost more and is still named as one that a target in doubt may be.
  private static let nearPrice = 0.3
  /// The price of leaving a channel without a target.
  private static let lonePriceOfComplete = 1.3
  private static let lonePrice = 0.8
  /// A target that is less of it seen lies in the mouth.
  private static let leastSeen = 0.1
  /// The tongue comes out by this much more than any other target moves it forward.
  private static let leastTongueAdvantage = 1.15
  private static let leastForwardShare = 0.7
  /// A target that does the same as another, at less than this part of its size, is a part of it.
  private static let partSize = 0.8
  private static let partLikeness: Float = 0.9
  /// Faces that lie over each other worse than this are tried other ways around.
  private static let leastAgreement = 0.8
  /// What seeing a face's outside counts beside how well it agrees.
  private static let frontAdvantage = 0.2
  /// The margin at which a row is as likely right as not.
  private static let evenMargin = 0.05

  private let match: FaceMatch
  private let odd: [Int]
  private let channels: [FaceChannel]
  private let known: Set<Int>

  /// - Parameters:
  ///   - channels: of each of the reference's targets.
  ///   - known: channels of targets of the other head that names tell.
  init?(
    reference: MovingHead, channels: [FaceChannel], other: MovingHead, known: [Int: FaceChannel] = [:]
  ) {
    guard let ours = FaceRelief(reference) else { return nil }
    let rows = Self.rows(channels, ours)
    var best: (match: FaceMatch, odd: [Int], agreement: Double)?
    /// Matches a face where it may agree better than the best so far: a match agrees to 1 at most.
    /// - Returns: how well the targets themselves agree.
    func tryFace(_ seen: SeenFace) -> Double {
      let theirs = seen.relief
      let front = Self.frontAdvantage * theirs.frontShare
      guard seen.share + front > best?.agreement ?? -1 else { return 0 }
      let whole = Self.whole(seen.units, theirs, rows, known)
      guard !whole.isEmpty else { return 0 }
      let match = FaceMatch(ours, rows, theirs, whole, known: Self.knownRows(rows, whole, known))
      let agreement = match.agreement
      let total = agreement * seen.share + front
      if total > best?.agreement ?? -1 { best = (match, seen.odd, total) }
      return agreement
    }
    let straight = SeenFace(other)
    let agreement = straight.map(tryFace) ?? 0
    if let straight, agreement >= Self.leastAgreement, straight.share > 0.5, straight.relief.frontShare > 0.5 {
      // It looks where it should.
    } else {
      let turned = FaceTurn.allCases.filter { $0 != .none }.compactMap { SeenFace(other.turned($0.apply)) }
      func promise(_ seen: SeenFace) -> Double { seen.share + Self.frontAdvantage * seen.relief.frontShare }
      for seen in turned.sorted(by: { promise($0) > promise($1) }) { _ = tryFace(seen) }
    }
    guard let best else { return nil }
    (match, odd, self.channels, self.known) = (best.match, best.odd, channels, Set(known.keys))
  }

  /// A head as it is seen from one side.
  private struct SeenFace {
    let relief: FaceRelief
    let units: [FaceUnit]
    let odd: [Int]
    /// Share of the targets that are their own mirror image, or have one: from aside hardly any.
    let share: Double

    init?(_ head: MovingHead) {
      guard let relief = FaceRelief(head) else { return nil }
      self.relief = relief
      (units, odd) = FaceUnit.units(of: relief, leastSeen: FaceMatcher.leastSeen)
      share = Double(units.reduce(0) { $0 + ($1.isPair ? 2 : 1) }) / Double(relief.motions.count)
    }
  }

  /// Channels of both sides as one row; a channel whose other side is missing is compared alone, later.
  private static func rows(_ channels: [FaceChannel], _ face: FaceRelief) -> [FaceMatch.Row] {
    channels.indices.compactMap { index in
      guard 1 - face.motions[index].hiddenShare > leastSeen else { return nil }
      let name = channels[index].name
      if name.hasSuffix("Right") { return nil }
      guard name.hasSuffix("Left") else {
        return FaceMatch.Row(unit: FaceUnit(index), channels: [channels[index]])
      }
      guard let right = channels.firstIndex(where: { $0.name == name.dropLast(4) + "Right" }) else { return nil }
      return FaceMatch.Row(
        unit: FaceUnit(left: index, right: right), channels: [channels[index], channels[right]])
    }
  }

  /// Where there are more targets than channels, those that are another at a part of its size are left out.
  private static func whole(
    _ units: [FaceUnit], _ face: FaceRelief, _ rows: [FaceMatch.Row], _ known: [Int: FaceChannel]
  ) -> [FaceUnit] {
    let fields = face.fields.map { FaceField($0, at: face.places) }
    return units.filter { unit in
      let isCrowded = units.count { $0.isPair == unit.isPair } > rows.count { $0.unit.isPair == unit.isPair } + 2
      guard isCrowded, known[unit.left] == nil else { return true }
      return !units.contains { larger in
        larger.isPair == unit.isPair && larger != unit
          && face.motions[unit.left].size < partSize * face.motions[larger.left].size
          && fields[unit.left].cosine(fields[larger.left]) > partLikeness
      }
    }
  }

  private static func knownRows(
    _ rows: [FaceMatch.Row], _ units: [FaceUnit], _ known: [Int: FaceChannel]
  ) -> [Int: Int] {
    var found: [Int: Int] = [:]
    for (unit, entry) in units.enumerated() {
      let named = [known[entry.left], known[entry.right]].compactMap(\.self)
      guard let channel = named.first, let row = rows.firstIndex(where: { $0.channels.contains(channel) }) else {
        continue
      }
      found[row] = unit
    }
    return found
  }

  /// One a target that seems to show something; those that are not sure say what they may be.
  func findings() -> [Finding] {
    var findings = pairs()
    let shown = findings.filter(\.isSure).reduce(into: Set<FaceChannel>()) { $0.formUnion($1.gains.keys) }
    findings += oddFindings(without: shown)
    if let tongue = tongue() { findings.append(tongue) }
    return findings.filter { !known.contains($0.target) }.sorted { $0.target < $1.target }
  }

  private func isComplete(_ isPair: Bool) -> Bool {
    let (ours, theirs) = (match.rows.count { $0.unit.isPair == isPair }, match.units.count { $0.isPair == isPair })
    return Double(min(ours, theirs)) >= Self.leastCompleteness * Double(max(ours, theirs, 1))
  }

  private func pairs() -> [Finding] {
    let (isPairComplete, isSingleComplete) = (isComplete(true), isComplete(false))
    let complete = match.rows.map { $0.unit.isPair ? isPairComplete : isSingleComplete }
    let isWhole = [true, false].allSatisfy { isPair in
      match.rows.count { $0.unit.isPair == isPair } == match.units.count { $0.isPair == isPair }
    }
    let costs = match.costs.enumerated().map { row, costs in
      costs.indices.map { unit -> Double in
        // Where there are as many of each kind, nothing is of another kind.
        isWhole && !match.isOfOneKind(row, unit) ? FaceMatch.forbidden : costs[unit]
      }
    }
    let lone = complete.map { $0 ? Self.lonePriceOfComplete : Self.lonePrice }
    var findings: [Finding] = []
    let choices = Choice.least(costs, lone: lone)
    for choice in choices {
      let (row, unit) = (choice.row, choice.column)
      let likeness = match.likeness[row][unit]
      let isEasy = complete[row] && match.isOfOneKind(row, unit)
      let leastMargin = isEasy ? Self.leastMarginOfComplete : Self.leastMargin
      let isSure =
        (choice.margin >= leastMargin || isToldByContrast(choice, among: choices, costs, leastMargin))
        && likeness >= (isEasy ? Self.leastLikenessOfComplete : Self.leastLikeness)
      let rivals = Set(
        choices.filter {
          $0.row != row && swap(choice, $0, costs) < Self.leastMargin && match.isOfOneKind($0.row, unit)
        }
        .map(\.row))
      let others = match.rows.indices.filter { $0 != row && match.isOfOneKind($0, unit) }
        .filter { rivals.contains($0) || costs[$0][unit] < costs[row][unit] + Self.nearPrice }
        .sorted { costs[$0][unit] < costs[$1][unit] }
      for (target, gains) in gains(row, unit) {
        // The side that this target has, of what it may be besides.
        let isRight = gains.keys.allSatisfy { $0.name.hasSuffix("Right") }
        let perhaps = [row] + others.prefix(2)
        findings.append(
          Finding(
            target: target, gains: gains, likeness: likeness, confidence: Self.confidence(choice.margin),
            isSure: isSure,
            perhaps: perhaps.map { match.rows[$0].channels[isRight ? match.rows[$0].channels.count - 1 : 0] }))
      }
    }
    return findings
  }

  /// What it would cost more if two choices had each other's place.
  private func swap(_ one: Choice, _ other: Choice, _ costs: [[Double]]) -> Double {
    costs[one.row][other.column] + costs[other.row][one.column] - costs[one.row][one.column]
      - costs[other.row][other.column]
  }

  /// Whether what speaks against a choice is only that another may be in its place, and what sets the two apart tells which
  /// is which.
  private func isToldByContrast(
    _ choice: Choice, among choices: [Choice], _ costs: [[Double]], _ leastMargin: Double
  ) -> Bool {
    var nearest = Double.infinity
    for other in choices where other.row != choice.row && match.isOfOneKind(choice.row, other.column) {
      let swap = swap(choice, other, costs)
      guard swap < leastMargin else { continue }
      nearest = min(nearest, swap)
      let contrast = match.contrast((choice.row, choice.column), (other.row, other.column))
      if contrast < Self.leastContrast { return false }
    }
    return nearest <= choice.margin + 1e-9
  }

  private static func confidence(_ margin: Double) -> Double { max(margin, 0) / (max(margin, 0) + evenMargin) }

  private func gains(_ row: Int, _ unit: Int) -> [(target: Int, gains: [FaceChannel: Float])] {
    let (channels, entry) = (match.rows[row].channels, match.units[unit])
    switch (channels.count == 2, entry.isPair) {
    case (true, true):
      let (left, right) = match.isTurned[row][unit] ? (entry.right, entry.left) : (entry.left, entry.right)
      return [(left, [channels[0]: 1]), (right, [channels[1]: 1])]
    case (true, false): return [(entry.left, [channels[0]: 0.5, channels[1]: 0.5])]
    case (false, true): return [(entry.left, [channels[0]: 1]), (entry.right, [channels[0]: 1])]
    case (false, false): return [(entry.left, [channels[0]: 1])]
    }
  }

  /// Targets without a mirror image, against channels that are not shown yet.
  private func oddFindings(without shown: Set<FaceChannel>) -> [Finding] {
    let left = channels.indices.filter {
      !shown.contains(channels[$0]) && 1 - match.reference.motions[$0].hiddenShare > Self.leastSeen
    }
    let targets = odd.filter { !known.contains($0) }
    guard !left.isEmpty, !targets.isEmpty else { return [] }
    let cells = match.reference.places
    let places = cells.map { match.warp(FaceRelief.place(ofCell: $0)) }
    let ours = left.map { FaceField(match.reference.fields[$0], at: cells) }
    let theirs = targets.map { target in FaceField(places.map { match.other.move(target, at: $0) }) }
    let costs = ours.map { own in theirs.map { 1 - Double(own.cosine($0)) } }
    return Choice.least(costs, lone: left.map { _ in Self.lonePrice }).map { choice in
      let likeness = 1 - costs[choice.row][choice.column]
      let channel = channels[left[choice.row]]
      return Finding(
        target: targets[choice.column], gains: [channel: 1], likeness: likeness,
        confidence: Self.confidence(choice.margin),
        isSure: choice.margin >= Self.leastMargin && likeness >= Self.leastLikeness, perhaps: [channel])
    }
  }

  /// What brings farthest forward what lies in the mouth.
  private func tongue() -> Finding? {
    guard channels.contains(.tongueOut) else { return nil }
    let hidden = match.other.motions.enumerated().filter {
      1 - $0.element.hiddenShare <= Self.leastSeen && $0.element.forwardShare >= Self.leastForwardShare
    }.sorted { $0.element.reachOfAll > $1.element.reachOfAll }
    guard let first = hidden.first, first.element.reachOfAll > 0 else { return nil }
    let second = hidden.dropFirst().first?.element.reachOfAll ?? 0
    return Finding(
      target: first.offset, gains: [.tongueOut: 1], likeness: first.element.forwardShare,
      confidence: 1 - 0.5 * second / first.element.reachOfAll,
      isSure: first.element.reachOfAll >= Self.leastTongueAdvantage * second, perhaps: [.tongueOut])
  }
}
