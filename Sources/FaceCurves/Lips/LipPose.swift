/// Moves the lips of a face to a gap by the shapes that can: the one place that knows how lips are opened and closed.
///
/// Effects are those of a ``LipReadout``: of a real head, or of the rig that wears the face.
public struct LipPose: Sendable {
  private let lips: LipReadout

  /// A shape that moves the gap less than this, mouth widths, is not meant for it.
  static let leastEffect: Float = 1e-3
  /// Gaps nearer than this to the one that is wanted are there, mouth widths.
  static let reachedWithin: Float = 1e-5

  /// What holds lips apart in speech, in a pose that a resting mouth gives up first.
  private static let openers: [FaceChannel] = [
    .jawOpen, .mouthFunnel, .mouthLowerDownLeft, .mouthLowerDownRight, .mouthUpperUpLeft, .mouthUpperUpRight,
    .mouthShrugUpper,
  ]

  /// Poses of the lips whose effects are read so.
  public init(_ lips: LipReadout) { self.lips = lips }

  /// How far the gap of a face lies above `gap`, mouth widths; negative where the lips are nearer.
  public func excess(_ face: borrowing Face, over gap: Float) -> Float { lips.signedGap(face) - gap }

  /// Opens lips that are nearer than `gap`: what holds them together lets go first, then the jaw opens.
  public func open(_ face: inout Face, to gap: Float) {
    var missing = -excess(face, over: gap)
    guard missing > 0 else { return }
    let closeEffect = lips.gapEffect(.mouthClose)
    let released = closeEffect < -Self.leastEffect ? min(face[.mouthClose], -missing / closeEffect) : 0
    face[.mouthClose] -= released
    missing += released * closeEffect  // a negative effect
    face[.jawOpen] = min(1, face[.jawOpen] + max(missing, 0) / max(lips.gapEffect(.jawOpen), Self.leastEffect))
  }

  /// Brings lips that are farther apart than `gap` together as a resting mouth does: what opens them lets go by one share,
  /// then the chin lifts (a raised nose lifts the upper lip).
  public func relax(_ face: inout Face, to gap: Float) {
    var opening: Float = 0
    for channel in Self.openers { opening += face[channel] * lips.gapEffect(channel) }
    if opening > Self.reachedWithin {
      let kept = max(0, 1 - excess(face, over: gap) / opening)
      for channel in Self.openers { face[channel] *= kept }
    }
    guard excess(face, over: gap) > Self.reachedWithin else { return }
    raise(.mouthShrugLower, to: 1, in: &face, until: gap)
  }

  /// Raises a shape that narrows the gap, at most to `most`, until the gap is reached.
  public func raise(_ channel: FaceChannel, to most: Float, in face: inout Face, until gap: Float) {
    let (excess, effect) = (excess(face, over: gap), lips.gapEffect(channel))
    guard excess > 0, effect < -Self.leastEffect, face[channel] < most else { return }
    face[channel] = min(most, face[channel] - excess / effect)
  }

  /// Lowers a shape that widens the gap, at most to 0, until the gap is reached.
  public func lower(_ channel: FaceChannel, in face: inout Face, until gap: Float) {
    let (excess, effect) = (excess(face, over: gap), lips.gapEffect(channel))
    guard excess > 0, effect > Self.leastEffect else { return }
    face[channel] = max(0, face[channel] - excess / effect)
  }

  /// Less jaw, and its corrective with it, for a corrective that lacks strength.
  public func narrowJaw(in face: inout Face, until gap: Float) {
    let opening = lips.gapEffect(.jawOpen) + lips.gapEffect(.mouthClose)
    let excess = excess(face, over: gap)
    guard excess > 0, opening > Self.leastEffect else { return }
    let released = min(face[.jawOpen], excess / opening)
    face[.jawOpen] -= released
    face[.mouthClose] = max(0, face[.mouthClose] - released)
  }
}
