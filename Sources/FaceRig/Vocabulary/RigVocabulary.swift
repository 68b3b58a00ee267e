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
  /// The vowels and blinks of VRM 0 and 1.
  case vrm

  /// How a target of that name follows the face; nil where the vocabulary has no such name, or drives it by a solve.
  func driver(ofTarget name: String) -> TargetDriver? {
    switch self {
    case .arkit: ChannelVocabulary.driver(ofTarget: name)
    case .metaHuman: Self.metaHumanDrivers[TargetName(name).folded(dropping: ["ctrlexpressions"])]
    case .characterCreator: Self.characterCreatorDrivers[TargetName(name).folded(dropping: [])]
    case .visemes, .vrm: nil
    }
  }

  /// The pose that a target of that name shows, for vocabularies of whole poses.
  func pose(ofTarget name: String) -> MouthPose? {
    let folded = TargetName(name).folded(dropping: [])
    switch self {
    case .visemes:
      for prefix in ["viseme", "vrcv", "v"] where folded.hasPrefix(prefix) {
        if let pose = MouthPose.byVisemeName[String(folded.dropFirst(prefix.count))] { return pose }
      }
      return nil
    case .vrm:
      // VRoid's older exports put the mesh before: "Face.M_F00_000_00_Fcl_MTH_A".
      let start = folded.range(of: "fcl", options: .backwards)?.lowerBound ?? folded.startIndex
      return MouthPose.byVowelName[String(folded[start...])]
    case .arkit, .metaHuman, .characterCreator: return nil
    }
  }

  /// How a target or an expression of that name follows the face, by the first vocabulary that says so.
  static func driver(ofName name: String) -> TargetDriver? {
    allCases.lazy.compactMap { $0.driver(ofTarget: name) }.first
  }

  /// The pose that a target or an expression of that name shows, by the first vocabulary that has it.
  static func pose(ofName name: String) -> MouthPose? {
    // VRM's vowels are spelt as some visemes are; they are the same poses.
    allCases.lazy.compactMap { $0.pose(ofTarget: name) }.first
  }

  /// Whether the vocabulary has a target of that name.
  package func knows(_ name: String) -> Bool { driver(ofTarget: name) != nil || pose(ofTarget: name) != nil }

  /// Names that a whole rig of this vocabulary has.
  package var size: Int {
    switch self {
    case .arkit: FaceChannel.arkit.count
    case .metaHuman: Self.metaHumanDrivers.count
    case .characterCreator: Self.characterCreatorDrivers.count
    case .visemes: MouthPose.byVisemeName.values.reduce(into: Set<String>()) { $0.insert($1.name) }.count
    case .vrm: MouthPose.vowels.count
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
      let key = TargetName(row[1]).folded(dropping: [])
      drivers[key, default: TargetDriver([], limits: 0...1)].terms.append(
        TargetDriver.Term(channel, gain: gain, shareOf: FaceChannel(name: row[3])))
    }
    return drivers
  }
}
