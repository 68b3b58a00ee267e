internal import FaceCurves

/// The names of one mesh's targets, read together: whose names they mostly are decides what each of them means.
struct TargetNames {
  private let names: [TargetName]
  /// Each vocabulary's own matches, the one that knows most of the names first.
  private let matches: [(vocabulary: RigVocabulary, byTarget: [Int: NameMatch])]
  /// The set of mouths that the names are, by target, and lids by VRM's names.
  let poses: [Int: MouthPose]
  private let shapes: (vocabulary: RigVocabulary, poses: [Int: MouthPose])?

  /// Names that say enough alone, beside which those that do not count.
  private static let company = 2
  /// No rank within a vocabulary reaches it.
  private static let vocabularyRank = 1000

  init(_ names: [String]) {
    let names = names.map { TargetName($0) }
    self.names = names
    matches = RigVocabulary.allCases.map { vocabulary in
      var found: [Int: NameMatch] = [:]
      for (target, name) in names.enumerated() { found[target] = vocabulary.match(name) }
      let isKnown = found.values.count { !$0.needsCompany } >= Self.company
      return (vocabulary, isKnown ? found : found.filter { !$0.value.needsCompany })
    }
    .filter { !$0.byTarget.isEmpty }.sorted { $0.byTarget.count > $1.byTarget.count }
    shapes = MouthShapeSet.recognised(in: names)
    var poses = shapes?.poses ?? [:]
    for (target, name) in names.enumerated() { if let lids = RigVocabulary.lids(name) { poses[target] = lids } }
    self.poses = poses
  }

  /// What drives each of the targets that are asked for; one yields to others that drive one of its channels by a better
  /// name, so that no channel counts twice.
  func drivers(where isWanted: (Int) -> Bool) -> [TargetDriver?] {
    var found = [NameMatch?](repeating: nil, count: names.count)
    for target in names.indices where isWanted(target) {
      for (place, entry) in matches.enumerated() {
        guard let match = entry.byTarget[target] else { continue }
        found[target] = match.ranked(place * Self.vocabularyRank)
        break
      }
    }
    var best: [FaceChannel: Int] = [:]
    for match in found.compactMap(\.self) {
      for term in match.driver.terms { best[term.channel] = min(best[term.channel] ?? .max, match.rank) }
    }
    var drivers = found.map { match -> TargetDriver? in
      guard let match, match.driver.terms.allSatisfy({ best[$0.channel] ?? .max >= match.rank }) else { return nil }
      return match.driver
    }
    for (target, match) in found.enumerated() where drivers[target] == nil {
      if let match { Self.share(match, of: target, among: found, best, &drivers) }
    }
    return drivers
  }

  /// A target of both sides beside one of a single side shows the other side, and that one what its side is more.
  private static func share(
    _ both: NameMatch, of target: Int, among found: [NameMatch?], _ best: [FaceChannel: Int],
    _ drivers: inout [TargetDriver?]
  ) {
    let terms = both.driver.terms
    let lone = terms.filter { best[$0.channel] == both.rank }
    guard terms.count == 2, lone.count == 1, let other = terms.first(where: { $0.channel != lone[0].channel }),
      terms.allSatisfy({ $0.gain == 0.5 && $0.shareOf == nil }), other.channel.isOtherSide(of: lone[0].channel),
      let sided = found.indices.first(where: { drivers[$0]?.channel == other.channel })
    else { return }
    drivers[target] = TargetDriver(lone[0].channel)
    drivers[sided] = TargetDriver(
      [TargetDriver.Term(other.channel), TargetDriver.Term(lone[0].channel, gain: -1)], limits: 0...1)
  }

  /// The targets that a vocabulary knows.
  func known(to vocabulary: RigVocabulary) -> Set<Int> {
    var known = Set(matches.first { $0.vocabulary == vocabulary }.map { Array($0.byTarget.keys) } ?? [])
    if let shapes, shapes.vocabulary == vocabulary { known.formUnion(shapes.poses.keys) }
    if vocabulary == .vrm { known.formUnion(names.indices.filter { RigVocabulary.lids(names[$0]) != nil }) }
    return known
  }
}

extension FaceChannel {
  /// Whether it is the same on the other side of the face.
  fileprivate func isOtherSide(of other: FaceChannel) -> Bool {
    func stem(_ name: String) -> Substring? {
      name.hasSuffix("Left") ? name.dropLast(4) : name.hasSuffix("Right") ? name.dropLast(5) : nil
    }
    guard self != other, let own = stem(name) else { return false }
    return own == stem(other.name)
  }
}
