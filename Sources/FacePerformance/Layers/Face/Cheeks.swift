internal import FaceCurves
internal import Foundation

/// Moves lids, cheeks, nose and the corners of the mouth with speech: a bearing a phrase (friendly, doubtful, strained), more
/// of it on accents and with effort, the two sides not quite alike.
///
/// Ranges are those of two tracked speakers, one calm, one lively. The corners yield where lips close for a sound: this layer
/// comes before the one that shuts them.
struct Cheeks: PerformanceLayer {
  let actingLayer: ActingLayer? = .cheeks
  /// Standard deviations of a phrase's bearing: friendly (or sour, where negative), strained.
  private static let friendly: Float = 0.075
  private static let strained: Float = 0.055
  private static let glideFrames: ClosedRange<Float> = 20...45
  private static let bearingFrames = 90
  private static let leadFrames = 4
  /// On accents.
  private static let accentStrain: Float = 0.06
  private static let accentShare: Float = 0.7
  private static let accentFrames: (rise: Float, hold: Float, fall: Float) = (6, 3, 12)
  /// What the voice's effort adds to strain, at full arousal.
  private static let effortStrain: Float = 0.10
  /// How much of a bearing each region shows.
  private static let cheekOfFriendly: Float = 0.75
  private static let dimpleOfFriendly: Float = 0.3
  private static let frownOfSour: Float = 0.75
  private static let squintOfStrain: Float = 0.8
  private static let noseOfStrain: Float = 0.55
  private static let cheekOfStrain: Float = 0.3
  private static let wander: Float = 0.03
  private static let wanderKnotFrames: Float = 36
  private static let unevenness: Float = 0.12
  private static let moodShare: Float = 0.05
  /// What is left of it in a long rest.
  private static let restingShare: Float = 0.3
  private static let activityShare: Float = 0.05

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
  private var mood = Mood.neutral
  private var activity: Float = 0

  init(_ acting: ActingSettings, _ manners: MannerTrack = MannerTrack(), seed: UInt64) {
    self.manners = manners
    amount = acting.cheeks
    asymmetry = acting.asymmetry
    chance = Chance(seed: seed, layer: .cheeks)
    noise = SmoothNoise(chance.apart(1), knotFrames: Self.wanderKnotFrames)
  }

  mutating func apply(to window: inout PerformanceWindow) {
    var events = LineEvents(window.known)
    for frame in window.frames {
      plan(frame, &events)
      let time = Float(frame)
      mood.follow(window.known.moods[frame], share: Self.moodShare)
      let noise = noise.value(at: time)
      var value = bearing.posture(at: time)
      for pulse in pulses { value += pulse.value(at: time) }
      pulses.removeAll { $0.endFrame < time }
      value += SIMD4(noise.x, noise.y, 0, 0) * Self.wander
      value.y += Self.effortStrain * max(0, mood.arousal - Mood.neutral.arousal) * (1 - window.restShare(frame))
      activity += (1 - window.restShare(frame) - activity) * Self.activityShare
      value *= amount * manners.manner(at: frame)[.cheeks] * (Self.restingShare + (1 - Self.restingShare) * activity)
      // A feeling has a bearing of its own.
      value.x *= 1 - mood.strength
      wear(value, uneven: noise.z * Self.unevenness * asymmetry, frame, &window)
    }
  }

  private func wear(_ value: SIMD4<Float>, uneven: Float, _ frame: Int, _ window: inout PerformanceWindow) {
    let (friendly, sour, strain) = (max(0, value.x), max(0, -value.x), max(0, value.y))
    func both(_ weight: Float, _ left: FaceChannel, _ right: FaceChannel) {
      guard weight > 0 else { return }
      window.add(weight * (1 + uneven), to: left, at: frame)
      window.add(weight * (1 - uneven), to: right, at: frame)
    }
    both(friendly, .mouthSmileLeft, .mouthSmileRight)
    both(friendly * Self.dimpleOfFriendly, .mouthDimpleLeft, .mouthDimpleRight)
    both(
      friendly * Self.cheekOfFriendly + strain * Self.cheekOfStrain, .cheekSquintLeft, .cheekSquintRight)
    both(sour * Self.frownOfSour, .mouthFrownLeft, .mouthFrownRight)
    both(strain * Self.squintOfStrain, .eyeSquintLeft, .eyeSquintRight)
    both(strain * Self.noseOfStrain, .noseSneerLeft, .noseSneerRight)
  }

  private mutating func plan(_ frame: Int, _ events: inout LineEvents) {
    if let onset = events.onset(after: onsetsSeen, within: Self.leadFrames, of: frame) {
      onsetsSeen = onset
      takeBearing(key: onset, at: frame)
    }
    while let syllable = events.syllable(from: syllablesSeen, knownAt: frame) {
      syllablesSeen = syllable.frame + 1
      guard syllable.isAccent else { continue }
      var random = chance.apart(2).random(at: syllable.frame)
      if Float.random(in: 0..<1, using: &random) < Self.accentShare {
        let (rise, hold, fall) = Self.accentFrames
        pulses.append(
          Pulse(
            startFrame: max(Float(syllable.frame) - rise, Float(frame) - 1), riseFrames: rise, holdFrames: hold,
            fallFrames: fall, size: SIMD4(0, Self.accentStrain * syllable.prominence, 0, 0)))
      }
      if frame - bearingSince > Self.bearingFrames { takeBearing(key: syllable.frame, at: frame) }
    }
  }

  private mutating func takeBearing(key: Int, at frame: Int) {
    var random = chance.random(at: key)
    let goal = SIMD4(Self.friendly * Float(random.normal()), Self.strained * abs(Float(random.normal())), 0, 0)
    bearing.leave(for: goal, at: Float(frame), within: Float.random(in: Self.glideFrames, using: &random))
    bearingSince = frame
  }
}
