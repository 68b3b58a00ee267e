internal import FaceCurves
internal import Files
internal import Foundation

/// A naming of face targets that is recognised.
package enum RigVocabulary: String, CaseIterable, Sendable, Codable {
  /// ARKit's 52, as Apple, Live Link, Unreal or a DCC tool spell them, and Audio2Face's tongue set.
  case arkit
  /// The controls of a MetaHuman's face, `CTRL_expressions_…`.
  case metaHuman = "metahuman"
  /// Reallusion Character Creator.
  case characterCreator = "character-creator"
  /// The 15 visemes of Oculus, Meta and Ready Player Me.
  case visemes
  /// The vowels and blinks of VRM 0 and 1, and VRoid's `Fcl_…`.
  case vrm
  /// Unity-chan's `MTH_…`, `EYE_…`, `BLW_…`.
  case unityChan = "unity-chan"
  /// MikuMikuDance's, in Japanese and English.
  case mikuMikuDance = "mikumikudance"
  /// DAZ Genesis 8 and 9, `eCTRL…` and `facs_…`.
  case daz
  /// Action units, `AU12L`.
  case facs
  /// HTC's SRanipal, `Mouth_Smile_Left`.
  case sranipal
  /// VRCFaceTracking's Unified Expressions, `MouthCornerPullLeft`.
  case unifiedExpressions = "unified-expressions"
  /// Preston Blair's mouths, as Moho and Papagayo name them: AI, E, O, U, MBP, FV, L, WQ, etc, rest.
  case prestonBlair = "preston-blair"
  /// Rhubarb's letters A to H and X.
  case rhubarb
  /// Fleming's and Dobbs's mouths.
  case flemingDobbs = "fleming-dobbs"
  /// SALSA's.
  case salsa
  /// Vowels written as they sound: ah, ee, oo, eh, oh.
  case spelledVowels = "spelled-vowels"

  /// How a target of that name follows the face; nil where the vocabulary has no such name, or drives it by a solve.
  func driver(ofTarget name: String) -> TargetDriver? { match(TargetName(name))?.driver }

  func match(_ name: TargetName) -> NameMatch? {
    // "jawOpen_mouthSmileLeft" corrects two shapes, and is neither.
    guard !name.isCombination else { return nil }
    if let match = exactMatch(name) { return name.isCopy ? match.ranked(NameMatch.countedRank) : match }
    return name.withoutCount.flatMap { exactMatch($0)?.ranked(NameMatch.countedRank) }
  }

  private func exactMatch(_ name: TargetName) -> NameMatch? {
    if self == .arkit { return ChannelVocabulary.match(name) }
    let spellings = [name.letters] + name.ends
    if self == .daz, let match = spellings.lazy.compactMap(Self.genesisMatch).first { return match }
    if self == .metaHuman || self == .characterCreator {
      let table = self == .metaHuman ? Self.metaHumanDrivers : Self.characterCreatorDrivers
      for letters in self == .metaHuman ? [name.letters.withoutPrefix("ctrlexpressions")] + name.ends : spellings {
        if let driver = table[letters] { return NameMatch(driver: driver) }
      }
    }
    guard let table = NameTable.matches[rawValue] else { return nil }
    for (place, letters) in spellings.enumerated() {
      // "jaw_open_mouth_smile_left" corrects two shapes, and is neither.
      if place > 0, table[name.beginnings[place - 1]] != nil { return nil }
      // A name that says little says nothing behind another.
      if let match = table[letters], place == 0 || !match.needsCompany { return match }
    }
    return nil
  }

  /// Genesis 8.1's and 9's own of ARKit's names: `facs_bs_MouthSmileLeft_div2`, `facs_jnt_JawOpen`.
  private static func genesisMatch(_ letters: String) -> NameMatch? {
    for prefix in ["facsbs", "facsjnt", "facsctrl"] where letters.hasPrefix(prefix) {
      var rest = letters.dropFirst(prefix.count)
      if rest.hasSuffix("div2") { rest = rest.dropLast(4) }
      return ChannelVocabulary.match(folded: String(rest))
    }
    return nil
  }

  /// How an expression of that name follows the face, by the first vocabulary that says so.
  static func driver(ofName name: String) -> TargetDriver? {
    let name = TargetName(name)
    return allCases.lazy.compactMap { vocabulary in
      vocabulary.match(name).flatMap { $0.needsCompany ? nil : $0.driver }
    }.first
  }

  /// The pose that an expression of that name shows.
  static func pose(ofName name: String) -> MouthPose? {
    let folded = TargetName(name)
    if let lids = lids(folded) { return lids }
    return MouthShapeSet.all.lazy.filter { [.visemes, .vrm].contains($0.vocabulary) }
      .compactMap { $0.pose(ofName: folded) }.first
  }

  /// VRM's lids: `blink`, `Blink_L`, `Fcl_EYE_Close_R`; VRoid's older exports put the mesh before them.
  static func lids(_ name: TargetName) -> MouthPose? {
    ([name.letters] + name.ends.filter { $0.hasPrefix("fcl") }).lazy.compactMap { MouthPose.lids[$0] }.first
  }

  /// Names that a whole rig of this vocabulary has.
  package var size: Int {
    let shapes = MouthShapeSet.all.filter { $0.vocabulary == self }.reduce(0) { $0 + $1.size }
    return switch self {
    case .arkit: FaceChannel.arkit.count
    case .metaHuman: Self.metaHumanDrivers.count
    case .characterCreator: Self.characterCreatorDrivers.count + shapes
    case .visemes: shapes
    case .vrm: shapes + MouthPose.lids.values.reduce(into: Set()) { $0.insert($1.name) }.count
    default: shapes + (NameTable.matches[rawValue]?.values.filter { $0.rank == 0 }.count ?? 0)
    }
  }

  private static let metaHumanDrivers = drivers("metahuman")
  private static let characterCreatorDrivers = drivers("character-creator")

  private static func drivers(_ table: String) -> [String: TargetDriver] {
    var drivers: [String: TargetDriver] = [:]
    for row in Table(resource: table).rows {
      guard let channel = FaceChannel(name: row[0]), let gain = Float(row[2]) else {
        preconditionFailure("the module's own \(table).csv: '\(row.line)'")
      }
      let key = TargetName(row[1]).letters
      drivers[key, default: TargetDriver([], limits: 0...1)].terms.append(
        TargetDriver.Term(channel, gain: gain, shareOf: FaceChannel(name: row[3])))
    }
    return drivers
  }
}

extension String {
  fileprivate func withoutPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
