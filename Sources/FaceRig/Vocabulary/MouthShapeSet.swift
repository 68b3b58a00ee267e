internal import Files

/// A set of whole mouths, by its names in `mouth-shapes.csv`.
///
/// Single letters mean anything, so a set counts only where enough of it is there.
struct MouthShapeSet: Sendable {
  let vocabulary: RigVocabulary
  /// By folded name that says enough by itself, with its place in the set.
  private var named: [String: Shape] = [:]
  /// By what stands behind the beginnings that tools put before names of mouths, or alone.
  private var begun: [String: Shape] = [:]

  private struct Shape {
    let pose: MouthPose
    let place: Int
  }

  /// Different mouths that make a set where their names say that they are mouths.
  private static let leastNamed = 2
  /// The same where they stand alone; Rhubarb's letters say less than all others.
  private static let leastBare = 4
  private static let leastLetters = 6

  private static let mouthBeginnings = [
    "fclmth", "mth", "mouthshape", "mouthpose", "mouth", "lipsync", "lips", "lip", "visemes", "viseme", "vis", "vrcv",
    "v",
    "phonemes", "phoneme", "vowel", "sound",
  ]

  static let all: [MouthShapeSet] = {
    var sets: [MouthShapeSet] = []
    for (place, row) in Table(resource: "mouth-shapes").rows.enumerated() {
      guard let vocabulary = RigVocabulary(rawValue: row[0]), let pose = MouthPose.byName[row[2]] else {
        preconditionFailure("the module's own mouth-shapes.csv: '\(row.line)'")
      }
      if sets.last?.vocabulary != vocabulary { sets.append(MouthShapeSet(vocabulary: vocabulary)) }
      let shape = Shape(pose: pose, place: place)
      if row[1].hasPrefix("*") {
        sets[sets.count - 1].begun[TargetName.fold(row[1].dropFirst())] = shape
      } else {
        sets[sets.count - 1].named[TargetName(row[1]).plainLetters] = shape
      }
    }
    return sets
  }()

  private init(vocabulary: RigVocabulary) { self.vocabulary = vocabulary }

  /// Different mouths that the set has, the resting one aside.
  var size: Int {
    Set((Array(named.values) + Array(begun.values)).filter { !$0.pose.recipe.isEmpty }.map(\.pose.name)).count
  }

  /// The pose that an expression of that name shows.
  func pose(ofName name: TargetName) -> MouthPose? { shape(name).map(\.shape.pose) }

  private func shape(_ name: TargetName) -> (shape: Shape, isBare: Bool)? {
    for spelling in [name.plainLetters] + name.plainEnds {
      if let shape = named[spelling] { return (shape, false) }
      for beginning in Self.mouthBeginnings where spelling.hasPrefix(beginning) {
        if let shape = begun[String(spelling.dropFirst(beginning.count))] { return (shape, false) }
      }
    }
    return begun[name.plainLetters].map { ($0, Self.isPlain(name.plainLetters)) }
  }

  /// Kana are sounds wherever they stand.
  private static func isPlain(_ letters: String) -> Bool { letters.allSatisfy(\.isASCII) }

  /// The poses that targets show, by their numbers, each pose once: those of the set that has most of the names; nil where
  /// none has enough.
  static func recognised(in names: [TargetName]) -> (vocabulary: RigVocabulary, poses: [Int: MouthPose])? {
    var best: (vocabulary: RigVocabulary, poses: [Int: MouthPose])?
    for set in all {
      guard let poses = set.poses(in: names), poses.count > best?.poses.count ?? 0 else { continue }
      best = (set.vocabulary, poses)
    }
    return best
  }

  private func poses(in names: [TargetName]) -> [Int: MouthPose]? {
    var found: [(target: Int, shape: Shape, isBare: Bool)] = []
    for (target, name) in names.enumerated() {
      if let (shape, isBare) = shape(name) { found.append((target, shape, isBare)) }
    }
    let told = Set(found.filter { !$0.isBare && !$0.shape.pose.recipe.isEmpty }.map(\.shape.pose.name))
    if told.count < Self.leastNamed {
      let all = Set(found.filter { !$0.shape.pose.recipe.isEmpty }.map(\.shape.pose.name))
      let least = vocabulary == .rhubarb ? Self.leastLetters : Self.leastBare
      let foreign = names.contains { $0.plainLetters.count == 1 && Self.isPlain($0.plainLetters) && shape($0) == nil }
      guard all.count >= least, !foreign,
        vocabulary != .prestonBlair || found.contains(where: { names[$0.target].plainLetters.count > 1 })
      else { return nil }
    }
    var poses: [Int: MouthPose] = [:]
    var shown: Set<String> = []
    for entry in found.sorted(by: { ($0.shape.place, $0.target) < ($1.shape.place, $1.target) })
    where !entry.shape.pose.recipe.isEmpty && shown.insert(entry.shape.pose.name).inserted {
      poses[entry.target] = entry.shape.pose
    }
    return poses
  }
}
