internal import FaceCurves

/// Recognises a target's name: ARKit's lowerCamel, Live Link's PascalCase or Apple's raw `_L`/`_R`, with a prefix or not.
///
/// A target without a side follows both sides' mean, one with a side that ARKit does not know follows the whole channel.
enum ChannelVocabulary {
  static func match(_ name: TargetName) -> NameMatch? {
    if let match = match(folded: name.letters) { return match }
    // "BS_jawOpen", "Head_Mesh_jawOpen"
    for end in name.ends { if let match = match(folded: end) { return match } }
    return nil
  }

  /// The match of a name of lower-case letters alone.
  static func match(folded: String) -> NameMatch? {
    if let channel = byFoldedName[folded] { return NameMatch(driver: TargetDriver(channel)) }
    if let left = byFoldedName[folded + "left"], let right = byFoldedName[folded + "right"],
      !["jaw", "mouth", "tongue", "tonguetip", "tongueroll"].contains(folded)
    {
      return NameMatch(driver: TargetDriver([.init(left, gain: 0.5), .init(right, gain: 0.5)]), rank: 1)
    }
    if let other = alsoCalled[folded] { return NameMatch(driver: other, rank: 2) }
    for side in ["left", "right"] where folded.hasSuffix(side) {
      if let channel = byFoldedName[String(folded.dropLast(side.count))] {
        return NameMatch(driver: TargetDriver([.init(channel)]))
      }
    }
    return nil
  }

  /// Names of Ready Player Me's short set.
  private static let alsoCalled: [String: TargetDriver] = [
    "mouthopen": TargetDriver([.init(.jawOpen)]),
    "eyesclosed": TargetDriver([.init(.eyeBlinkLeft, gain: 0.5), .init(.eyeBlinkRight, gain: 0.5)]),
    "eyeslookup": TargetDriver([.init(.eyeLookUpLeft, gain: 0.5), .init(.eyeLookUpRight, gain: 0.5)]),
    "eyeslookdown": TargetDriver([.init(.eyeLookDownLeft, gain: 0.5), .init(.eyeLookDownRight, gain: 0.5)]),
  ]

  private static let byFoldedName = Dictionary(
    uniqueKeysWithValues: FaceChannel.allCases.map { ($0.name.lowercased(), $0) })
}
