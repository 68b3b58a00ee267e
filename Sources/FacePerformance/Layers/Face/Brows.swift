internal import FaceCurves
internal import Foundation

/// Moves the brows with speech: a bearing a phrase, raises on accents and in questions, the eyes a little wider with them.
///
/// Brows rise with accents, though not with each (Cavé et al. 1996: 71 % of raises go with rising pitch; Flecha-García 2010:
/// some 60 ms before the accent), and at the end of a question. Raises are as quick
/// as those of a lively speaker, no quicker. Ranges are those of two tracked speakers, one calm, one lively.
struct Brows: PerformanceLayer {
  let actingLayer: ActingLayer? = .brows
  /// Standard deviation of a phrase's bearing, 0…1: raised where positive, lowered where negative.
  private static let bearing: Float = 0.15
  private static let glideFrames: ClosedRange<Float> = 26...50
  private static let bearingFrames = 70
  private static let leadFrames = 5
  /// What a raise on an accent reaches at least, and what a full accent adds.
  private static let leastRaise: Float = 0.065
  private static let accentRaise: Float = 0.15
  private static let raiseSpread: Float = 0.35  // standard deviation of ln(size)
  private static let raiseShare: Float = 0.55
  private static let raiseFrames: (rise: Float, hold: Float, fall: Float) = (9, 4, 15)
  private static let accentLeadFrames: Float = 3
  /// Accents on which a speaker frowns instead, and how much of a raise that is.
  private static let frownShare: Float = 0.2
  private static let frownSize: Float = 0.7
  /// A voice that ends so far above itself asks, octaves.
  private static let questionOctaves: Float = 0.22
  private static let questionRaise: Float = 0.26
  private static let questionFrames: (rise: Float, hold: Float, fall: Float) = (11, 12, 20)
  /// How much the outer brow goes with a raise, and the upper lid with a bearing and with a raise on an accent.
  private static let outerShare: Float = 0.66
  private static let wideShare: Float = 0.75
  private static let wideOfRaise: Float = 0.3
  /// Wander that never stops.
  private static let wander: Float = 0.028
  private static let wanderKnotFrames: Float = 30
  private static let unevenness: Float = 0.10
  private static let restingShare: Float = 0.35
  private static let activityShare: Float = 0.06

  let lookAheadFrames = RestShares.lookAheadFrames

  private let amount: Float
  private let asymmetry: Float
  private let manners: MannerTrack
  private let chance: Chance
  private var noise: SmoothNoise
  private var bearing = Glide()
  private var pulses: [Pulse] = []
  private var bearingSince = 0
  private var onsetsSeen = 0
  private var syllablesSeen = 0
  private var last: Syllable?
  private var activity: Float = 0

  init(_ acting: ActingSettings, _ manners: MannerTrack = MannerTrack(), seed: UInt64) {
    self.manners = manners
    amount = acting.brows
    asymmetry = acting.asymmetry
    chance = Chance(seed: seed, layer: .brows)
    noise = SmoothNoise(chance.apart(1), knotFrames: Self.wanderKnotFrames)
  }

  mutating func apply(to window: inout PerformanceWindow) {
    var events = LineEvents(window.known)
    for frame in window.frames {
      plan(frame, &events)
      activity += (1 - window.restShare(frame) - activity) * Self.activityShare
      let time = Float(frame)
      let noise = noise.value(at: time)
      var raise = bearing.posture(at: time) * (Self.restingShare + (1 - Self.restingShare) * activity)
      raise += SIMD4(noise.x * Self.wander, 0, 0, 0)
      let wide = max(0, raise.x) * Self.wideShare
      for pulse in pulses { raise += pulse.value(at: time) }
      pulses.removeAll { $0.endFrame < time }
      let uneven = noise.y * Self.unevenness * asymmetry
      let amount = self.amount * manners.manner(at: frame)[.brows]
      wear(raise.x * amount, raise.y * amount, wide: wide * amount, uneven, frame, &window)
    }
  }

  /// `up`: of the whole brow; `down`: of a frown on top of it.
  private func wear(
    _ up: Float, _ down: Float, wide: Float, _ uneven: Float, _ frame: Int, _ window: inout PerformanceWindow
  ) {
    let (raise, lower) = (max(0, up), max(0, -up) + max(0, down))
    window.add(raise, to: .browInnerUp, at: frame)
    window.add(raise * Self.outerShare * (1 + uneven), to: .browOuterUpLeft, at: frame)
    window.add(raise * Self.outerShare * (1 - uneven), to: .browOuterUpRight, at: frame)
    let eyes = wide + max(0, raise - wide / Self.wideShare) * Self.wideOfRaise
    window.add(eyes * (1 + uneven / 2), to: .eyeWideLeft, at: frame)
    window.add(eyes * (1 - uneven / 2), to: .eyeWideRight, at: frame)
    window.add(lower * (1 + uneven), to: .browDownLeft, at: frame)
    window.add(lower * (1 - uneven), to: .browDownRight, at: frame)
  }

  private mutating func plan(_ frame: Int, _ events: inout LineEvents) {
    if let onset = events.onset(after: onsetsSeen, within: Self.leadFrames, of: frame) {
      onsetsSeen = onset
      takeBearing(key: onset, at: frame)
    }
    if events.restBegins(at: frame) { endPhrase(at: frame) }
    while let syllable = events.syllable(from: syllablesSeen, knownAt: frame) {
      syllablesSeen = syllable.frame + 1
      last = syllable
      guard syllable.isAccent else { continue }
      mark(syllable, at: frame)
      if frame - bearingSince > Self.bearingFrames { takeBearing(key: syllable.frame, at: frame) }
    }
  }

  private mutating func takeBearing(key: Int, at frame: Int) {
    var random = chance.random(at: key)
    let goal = SIMD4(Self.bearing * Float(random.normal()), 0, 0, 0)
    bearing.leave(for: goal, at: Float(frame), within: Float.random(in: Self.glideFrames, using: &random))
    bearingSince = frame
  }

  private mutating func mark(_ syllable: Syllable, at frame: Int) {
    var random = chance.apart(2).random(at: syllable.frame)
    guard Float.random(in: 0..<1, using: &random) < Self.raiseShare || syllable.isStressed else { return }
    let strength = (syllable.prominence - Syllable.accented) / (1 - Syllable.accented)
    let size = (Self.leastRaise + Self.accentRaise * strength) * exp(Self.raiseSpread * Float(random.normal()))
    let isFrown = Float.random(in: 0..<1, using: &random) < Self.frownShare
    let (rise, hold, fall) = Self.raiseFrames
    let start = Float(syllable.frame) - Self.accentLeadFrames - rise / 2
    pulses.append(
      Pulse(
        startFrame: max(start, Float(frame) - 1), riseFrames: rise, holdFrames: hold, fallFrames: fall,
        size: isFrown ? SIMD4(0, size * Self.frownSize, 0, 0) : SIMD4(size, 0, 0, 0)))
  }

  /// A phrase that ends high is a question.
  private mutating func endPhrase(at frame: Int) {
    guard let last, frame - last.frame < 25, last.pitchOctaves >= Self.questionOctaves else { return }
    let (rise, hold, fall) = Self.questionFrames
    pulses.append(
      Pulse(
        startFrame: Float(frame) - 1, riseFrames: rise, holdFrames: hold, fallFrames: fall,
        size: SIMD4(Self.questionRaise, 0, 0, 0)))
  }
}
