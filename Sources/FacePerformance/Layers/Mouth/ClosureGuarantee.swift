internal import FaceCurves
internal import Phonetics

/// Shuts the lips completely where p, b or m was heard, whatever the layers before it left open.
///
/// Within a closure the jaw narrows, the lips are brought together by `mouthClose` (never more than the jaw opens: it is a
/// corrective on top of `jawOpen`) and pressed, until the gap of a real head, read through ``LipReadout``, is closed. What
/// the lips of one rig lack, ``LipSeal`` adds.
struct ClosureGuarantee: PerformanceLayer {
  /// Opening of the jaw that a closure leaves; JALI: the jaw need not close for bilabials, but narrows.
  static let greatestJaw: Float = 0.10
  /// Rounding that a closure leaves.
  static let greatestFunnel: Float = 0.06
  /// How far lips are pressed and rolled in at least.
  static let leastPress: Float = 0.2
  static let leastRollLower: Float = 0.16
  static let leastRollUpper: Float = 0.1
  /// Gap that counts as shut: half of what a viewer's threshold allows.
  static let shutGap: Float = 0.012
  /// Gap to which lips part, mouth widths: a little more than where a closure counts as over.
  static let partedGap: Float = 0.06

  /// What opens lips, let go by a closure.
  private static let openers: [FaceChannel] = [
    .mouthLowerDownLeft, .mouthLowerDownRight, .mouthUpperUpLeft, .mouthUpperUpRight, .mouthShrugUpper, .tongueOut,
  ]
  /// Shapes of a feeling that hold the lips apart: they yield, as far as they must.
  private static let feltPartings: [FaceChannel] = [
    .noseSneerLeft, .noseSneerRight, .mouthFunnel, .mouthRollUpper, .jawForward,
  ]
  /// How much of a raised nose, which holds the upper lip up, stays in a closure; the lips make up for the rest.
  private static let sneerKept: Float = 0.6
  /// How far `mouthClose` may go beyond the jaw, where something else than the jaw holds the lips apart.
  static let closeBeyondJaw: Float = 0.25
  /// What still lacks is added by chin raise and lower-lip roll, the two that lower the gap without the jaw: as far as lips of
  /// real speakers go (lower-lip roll: .17), then the jaw shuts, and only then further.
  private static let presses: [(channel: FaceChannel, ordinary: Float)] = [
    (.mouthShrugLower, 0.3), (.mouthRollLower, 0.2),
  ]

  private let lips: LipPose

  init(readout: LipReadout = .standard) { lips = LipPose(readout) }

  /// A p, b or m of 160 ms, and as much of a silence after it as makes a rest, before which lips part.
  let lookAheadFrames = 12

  func apply(to window: inout PerformanceWindow) {
    let plan = ClosurePlan(window.spans, knownFrames: window.known.frameCount)
    for parting in plan.partings {
      for frame in parting.clamped(to: window.frames) { lips.open(&window[frame], to: Self.partedGap) }
    }
    for (frame, share) in zip(window.frames, plan.shares(at: window.frames)) where share > 0 {
      close(&window[frame], share: share)
      if share == 1 { window.markLipsShut(frame) }
    }
  }

  private func close(_ face: inout Face, share: Float) {
    func move(_ channel: FaceChannel, towards target: Float) {
      face[channel] += (target - face[channel]) * share
    }
    func atLeast(_ channel: FaceChannel, _ target: Float) { move(channel, towards: max(face[channel], target)) }
    for channel in Self.openers { move(channel, towards: 0) }
    for channel in [FaceChannel.noseSneerLeft, .noseSneerRight] {
      move(channel, towards: face[channel] * Self.sneerKept)
    }
    move(.mouthFunnel, towards: min(face[.mouthFunnel], Self.greatestFunnel))
    move(.jawOpen, towards: min(face[.jawOpen], Self.greatestJaw))
    for channel in [FaceChannel.mouthPressLeft, .mouthPressRight] { atLeast(channel, Self.leastPress) }
    atLeast(.mouthRollLower, Self.leastRollLower)
    atLeast(.mouthRollUpper, Self.leastRollUpper)
    move(.mouthClose, towards: face[.jawOpen])
    guard share == 1 else { return }
    for (channel, ordinary) in Self.presses { lips.raise(channel, to: ordinary, in: &face, until: Self.shutGap) }
    lips.raise(.mouthClose, to: face[.jawOpen] + Self.closeBeyondJaw, in: &face, until: Self.shutGap)
    lips.narrowJaw(in: &face, until: Self.shutGap)
    for channel in Self.feltPartings { lips.lower(channel, in: &face, until: Self.shutGap) }
    for (channel, _) in Self.presses { lips.raise(channel, to: 1, in: &face, until: Self.shutGap) }
  }
}
