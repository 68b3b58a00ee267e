internal import FaceCurves

/// Recognises a target's name: ARKit's lowerCamel, Live Link's PascalCase or Apple's raw `_L`/`_R`, with a prefix or not.
///
/// A target without a side follows both sides' mean, one with a side that ARKit does not know follows the whole channel.
enum ChannelVocabulary {
  static func driver(ofTarget name: String) -> TargetDriver? {
    let base = TargetName(name).base
    if let driver = driver(folded: fold(base)) { return driver }
    // "BS_jawOpen", "Head_Mesh_jawOpen"
    var rest = Substring(base)
    while let separator = rest.firstIndex(of: "_") {
      rest = rest[rest.index(after: separator)...]
      if let driver = driver(folded: fold(String(rest))) { return driver }
    }
    return nil
  }

  private static func driver(folded: String) -> TargetDriver? {
    if let channel = byFoldedName[folded] { return TargetDriver(channel) }
    if let left = byFoldedName[folded + "left"], let right = byFoldedName[folded + "right"],
      !["jaw", "mouth", "tongue", "tonguetip", "tongueroll"].contains(folded)
    {
      return TargetDriver([.init(left, gain: 0.5), .init(right, gain: 0.5)])
    }
    if let other = alsoCalled[folded] { return other }
    for side in ["left", "right"] where folded.hasSuffix(side) {
      if let channel = byFoldedName[String(folded.dropLast(side.count))] { return TargetDriver([.init(channel)]) }
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

  private static func fold(_ name: String) -> String {
    var text = name
    for (suffix, side) in [("_L", "Left"), ("_R", "Right"), ("_l", "Left"), ("_r", "Right")]
    where text.hasSuffix(suffix) {
      text = text.dropLast(2) + side
    }
    return text.lowercased().filter { $0 != "_" && $0 != " " && $0 != "-" }
  }

  private static let byFoldedName = Dictionary(
    uniqueKeysWithValues: FaceChannel.allCases.map { ($0.name.lowercased(), $0) })
}
