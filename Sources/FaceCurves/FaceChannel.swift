/// The canonical channels: ARKit's 52 in the order of its UDP packet and of Audio2Face, then Audio2Face's tongue set.
///
/// Weights are 0 at rest and 1 at the full shape. Left and right are the character's own.
/// Source: Apple's ARFaceAnchor blend shape locations; Audio2Face's tongue names.
public enum FaceChannel: Int, CaseIterable, Sendable, Hashable {
  case eyeBlinkLeft, eyeLookDownLeft, eyeLookInLeft, eyeLookOutLeft
  case eyeLookUpLeft, eyeSquintLeft, eyeWideLeft, eyeBlinkRight
  case eyeLookDownRight, eyeLookInRight, eyeLookOutRight, eyeLookUpRight
  case eyeSquintRight, eyeWideRight, jawForward, jawLeft
  case jawRight, jawOpen, mouthClose, mouthFunnel
  case mouthPucker, mouthLeft, mouthRight, mouthSmileLeft
  case mouthSmileRight, mouthFrownLeft, mouthFrownRight, mouthDimpleLeft
  case mouthDimpleRight, mouthStretchLeft, mouthStretchRight, mouthRollLower
  case mouthRollUpper, mouthShrugLower, mouthShrugUpper, mouthPressLeft
  case mouthPressRight, mouthLowerDownLeft, mouthLowerDownRight, mouthUpperUpLeft
  case mouthUpperUpRight, browDownLeft, browDownRight, browInnerUp
  case browOuterUpLeft, browOuterUpRight, cheekPuff, cheekSquintLeft
  case cheekSquintRight, noseSneerLeft, noseSneerRight, tongueOut

  case tongueTipUp, tongueTipDown, tongueTipLeft, tongueTipRight
  case tongueRollUp, tongueRollDown, tongueRollLeft, tongueRollRight
  case tongueUp, tongueDown, tongueLeft, tongueRight
  case tongueIn, tongueStretch, tongueWide, tongueNarrow

  /// Channels of the canonical set: 52 of the face, 16 of the tongue.
  public static let count = allCases.count
  /// ARKit's own channels.
  public static let arkit: [FaceChannel] = Array(allCases.prefix(52))
  /// The tongue controllers beyond ARKit.
  public static let tongue: [FaceChannel] = Array(allCases.dropFirst(52))

  /// "jawOpen"
  public var name: String { String(describing: self) }

  /// "JawOpen", as Live Link Face, Unreal and Audio2Face write it.
  public var pascalName: String { name.prefix(1).uppercased() + name.dropFirst() }

  /// The channel of a lowerCamel name.
  public init?(name: String) {
    guard let channel = FaceChannel.byName[name] else { return nil }
    self = channel
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}
