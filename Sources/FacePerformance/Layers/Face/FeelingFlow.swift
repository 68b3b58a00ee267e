internal import FaceCurves

/// Lets a feeling rise and fall: it grows with the first words, swells on accents, ebbs and flows over seconds, and fades in
/// pauses. Without it a set feeling is a mask.
struct FeelingFlow: PerformanceLayer {
  let actingLayer: ActingLayer? = .feeling
  /// Share of a feeling before the first sound, and in a long pause.
  private static let before: Float = 0.72
  private static let paused: Float = 0.78
  private static let onsetFrames: Float = 30
  private static let fadeFrames: Float = 45
  private static let pauseFrames = 20
  /// What an accent adds, and how it comes and goes.
  private static let accentShare: Float = 0.22
  private static let accentFrames: (rise: Float, hold: Float, fall: Float) = (7, 4, 26)
  /// Ebb and flow.
  private static let tide: Float = 0.10
  private static let tideKnotFrames: Float = 75
  private static let leadFrames = 6

  let lookAheadFrames = RestShares.lookAheadFrames

  private let amount: Float
  private var noise: SmoothNoise
  private var level = Glide(at: SIMD4(Self.before, 0, 0, 0))
  private var pulses: [Pulse] = []
  private var onsetsSeen = -1
  private var syllablesSeen = 0
  private var isPaused = false
  private var hasBegun = false

  init(_ acting: ActingSettings, seed: UInt64) {
    amount = acting.feelingFlow
    noise = SmoothNoise(Chance(seed: seed, layer: .feeling), knotFrames: Self.tideKnotFrames)
  }

  /// Channels that show what is felt more than what is said.
  private static let felt: [FaceChannel] = [
    .browDownLeft, .browDownRight, .browInnerUp, .browOuterUpLeft, .browOuterUpRight, .eyeSquintLeft, .eyeSquintRight,
    .eyeWideLeft, .eyeWideRight, .cheekSquintLeft, .cheekSquintRight, .noseSneerLeft, .noseSneerRight, .mouthSmileLeft,
    .mouthSmileRight, .mouthFrownLeft, .mouthFrownRight, .mouthDimpleLeft, .mouthDimpleRight,
  ]

  mutating func apply(to window: inout PerformanceWindow) {
    var events = LineEvents(window.known)
    for frame in window.frames {
      plan(frame, &events)
      let time = Float(frame)
      var share = level.posture(at: time).x + noise.value(at: time).x * Self.tide
      for pulse in pulses { share += pulse.value(at: time).x }
      pulses.removeAll { $0.endFrame < time }
      let factor = max(0, 1 + (share - 1) * amount)
      for channel in Self.felt { window[frame, channel] = min(1, window[frame, channel] * factor) }
    }
  }

  private mutating func plan(_ frame: Int, _ events: inout LineEvents) {
    let rest = events.rest(at: frame)
    if let onset = events.onset(after: onsetsSeen, within: Self.leadFrames, of: frame) {
      onsetsSeen = onset
      begin(at: frame)
    } else if rest == nil, !hasBegun {
      begin(at: frame)
    } else if let rest, hasBegun, !isPaused, frame - rest.lowerBound >= Self.pauseFrames {
      level.leave(for: SIMD4(Self.paused, 0, 0, 0), at: Float(frame), within: Self.fadeFrames)
      isPaused = true
    }
    while let syllable = events.syllable(from: syllablesSeen, knownAt: frame) {
      syllablesSeen = syllable.frame + 1
      guard syllable.isAccent else { continue }
      let (rise, hold, fall) = Self.accentFrames
      pulses.append(
        Pulse(
          startFrame: max(Float(syllable.frame) - rise, Float(frame) - 1), riseFrames: rise, holdFrames: hold,
          fallFrames: fall, size: SIMD4(Self.accentShare * syllable.prominence, 0, 0, 0)))
    }
  }

  private mutating func begin(at frame: Int) {
    level.leave(for: SIMD4(1, 0, 0, 0), at: Float(frame), within: Self.onsetFrames)
    (isPaused, hasBegun) = (false, true)
  }
}
