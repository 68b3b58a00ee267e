/// A move of head or face that can be asked for.
public enum Gesture: String, Sendable, Hashable, Codable, CaseIterable {
  case nod, shake, tiltLeft, tiltRight, headUp, headDown, headTurnLeft, headTurnRight, headBack
  case browRaise, browFrown, browQuirk
  case smile, smirk, mouthFrown, pout, sneer, grimace, grin
  case blink, winkLeft, winkRight, eyesClosed, eyesWide, squint
  case sigh, gasp, breathIn, breathOut, swallow, yawn, laugh, cough, sniff
  case lipPress, lipBite, cheekPuff, jawDrop, jawClench, tongueOut, shrug, wince

  /// What of the face it takes: two gestures of one part follow one another, or contradict each other.
  enum Part: Sendable, Hashable { case head, brows, corners, lids, lips }

  var part: Part {
    switch self {
    case .nod, .shake, .tiltLeft, .tiltRight, .headUp, .headDown, .headTurnLeft, .headTurnRight, .headBack, .shrug:
      .head
    case .browRaise, .browFrown, .browQuirk: .brows
    case .smile, .smirk, .mouthFrown, .pout, .sneer, .grimace, .grin: .corners
    case .blink, .winkLeft, .winkRight, .eyesClosed, .eyesWide, .squint, .wince: .lids
    case .sigh, .gasp, .breathIn, .breathOut, .swallow, .yawn, .laugh, .cough, .sniff, .lipPress, .lipBite, .cheekPuff,
      .jawDrop, .jawClench, .tongueOut:
      .lips
    }
  }

  /// Whether it is a bearing, which may be held: as long as is asked, or over a whole line.
  var isHeld: Bool {
    switch self {
    case .tiltLeft, .tiltRight, .headUp, .headDown, .headTurnLeft, .headTurnRight, .headBack, .browRaise, .browFrown,
      .browQuirk, .smile, .smirk, .grin, .mouthFrown, .pout, .sneer, .grimace, .eyesClosed, .eyesWide, .squint,
      .lipPress, .lipBite, .cheekPuff, .jawDrop, .jawClench, .tongueOut:
      true
    default: false
    }
  }

  /// How long it takes once, seconds.
  var seconds: Float { strokes.map(\.end).max() ?? 0 }
}
