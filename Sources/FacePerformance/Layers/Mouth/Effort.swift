internal import FaceCurves

/// Lets the mouth go as far as the voice's effort: further where it is roused, less where it is calm; and as far as the user
/// wants on two axes, jaw and lips (JALI: Edwards et al. 2016).
///
/// Effort is the arousal that is heard in the voice: with the speaker's effort level, pitch and spectral tilt rise together,
/// and the listener was trained on all three. Shapes of the lips that a sound needs keep theirs. The sides of the mouth are
/// not quite alike.
struct Effort: PerformanceLayer {
  let actingLayer: ActingLayer? = .effort
  /// What a unit of arousal above calm speech adds to the jaw and to the lips, as a share.
  private static let jawOfArousal: Float = 0.95
  private static let lipsOfArousal: Float = 0.35
  /// Below calm speech a mouth loses less than it gains above.
  private static let jawOfCalm: Float = 0.6
  private static let range: ClosedRange<Float> = 0.6...1.7
  /// From here on an opening grows ever less, up to 1.
  private static let easyOpening: Float = 0.55
  /// Rounding within these weights becomes a sound's own, and keeps its size to this share.
  private static let ownRounding: ClosedRange<Float> = 0.15...0.35
  private static let keptRounding: Float = 0.85
  private static let unevenness: Float = 0.05
  private static let unevenKnotFrames: Float = 40
  private static let moodShare: Float = 0.08

  let lookAheadFrames = 0

  private let effort: Float
  private let jaw: Float
  private let lips: Float
  private let asymmetry: Float
  private let manners: MannerTrack
  private var noise: SmoothNoise
  private var arousal = Mood.neutral.arousal

  init(_ acting: ActingSettings, _ manners: MannerTrack = MannerTrack(), seed: UInt64) {
    self.manners = manners
    effort = acting.has(.effort) ? acting.effort : 0
    jaw = acting.jaw
    lips = acting.lips
    asymmetry = acting.has(.effort) ? acting.asymmetry : 0
    noise = SmoothNoise(Chance(seed: seed, layer: .effort), knotFrames: Self.unevenKnotFrames)
  }

  private static let spreading: [(FaceChannel, FaceChannel)] = [
    (.mouthLowerDownLeft, .mouthLowerDownRight), (.mouthUpperUpLeft, .mouthUpperUpRight),
    (.mouthStretchLeft, .mouthStretchRight),
  ]

  mutating func apply(to window: inout PerformanceWindow) {
    for frame in window.frames {
      arousal += (window.known.moods[frame].arousal - arousal) * Self.moodShare
      let above = arousal - Mood.neutral.arousal
      let manner = manners.manner(at: frame)
      let felt = effort * manner[.effort] * (above > 0 ? above : above * Self.jawOfCalm / Self.jawOfArousal)
      let jawScale = Self.limited(1 + Self.jawOfArousal * felt) * jaw * manner[.jaw]
      let lipScale = Self.limited(1 + Self.lipsOfArousal * felt) * lips * manner[.lips]
      let uneven = noise.value(at: Float(frame)).x * Self.unevenness * asymmetry
      scale(frame, &window, jaw: jawScale, lips: lipScale, uneven: uneven)
    }
  }

  private func scale(
    _ frame: Int, _ window: inout PerformanceWindow, jaw: Float, lips: Float, uneven: Float
  ) {
    let opening = window[frame, .jawOpen]
    window[frame, .jawOpen] = Self.scaled(opening, by: jaw)
    // A corrective on top of the jaw goes with it.
    if opening > 1e-4 {
      window[frame, .mouthClose] = min(1, window[frame, .mouthClose] * window[frame, .jawOpen] / opening)
    }
    for (left, right) in Self.spreading {
      window[frame, left] = Self.scaled(window[frame, left], by: lips * (1 + uneven))
      window[frame, right] = Self.scaled(window[frame, right], by: lips * (1 - uneven))
    }
    for rounding in [FaceChannel.mouthFunnel, .mouthPucker] {
      let own = Self.ownRounding
      let share = MinimumJerk.share((window[frame, rounding] - own.lowerBound) / (own.upperBound - own.lowerBound))
      window[frame, rounding] = max(
        Self.scaled(window[frame, rounding], by: lips), Self.keptRounding * share * window[frame, rounding])
    }
  }

  private static func limited(_ scale: Float) -> Float { min(max(scale, range.lowerBound), range.upperBound) }

  /// A weight times a scale, ever less of it above an easy opening.
  private static func scaled(_ weight: Float, by scale: Float) -> Float {
    let wanted = weight * scale
    guard scale > 1, wanted > easyOpening else { return wanted }
    let least = max(weight, easyOpening)
    let room = 1 - least
    guard room > 1e-4 else { return weight }
    let excess = (wanted - least) / room
    return least + room * excess / (1 + excess)
  }
}
