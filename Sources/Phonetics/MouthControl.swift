/// A column of the phone table: one movement of the mouth and who makes it.
public enum MouthControl: String, CaseIterable, Sendable {
  case jawOpen
  /// Closes whatever gap the jaw leaves; becomes `mouthClose` on the face.
  case lipsTogether
  case mouthLowerDown, mouthUpperUp, mouthStretch, mouthPress, mouthRollLower, mouthRollUpper, mouthShrugUpper
  case mouthFunnel, mouthPucker
  case tongueOut, tongueTipUp, tongueUp

  public var articulator: Articulator {
    switch self {
    case .jawOpen: .jaw
    case .lipsTogether, .mouthLowerDown, .mouthUpperUp, .mouthStretch, .mouthPress, .mouthRollLower, .mouthRollUpper,
      .mouthShrugUpper:
      .lips
    case .mouthFunnel, .mouthPucker: .rounding
    case .tongueOut, .tongueTipUp, .tongueUp: .tongue
    }
  }
}
