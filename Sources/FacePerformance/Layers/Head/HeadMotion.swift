internal import FaceCurves
internal import Foundation
internal import Phonetics

/// Moves the head: a posture a phrase, nods on accents, and the sway of a living neck.
///
/// Rules with their sources. Learning found nothing to add: a linear filter from loudness, voicing and pitch, two seconds
/// around each frame, fitted to 394 clips of GRID's tracked speaker, follows his turns on 97 others with r .36, .53, .24
/// (pitch, yaw, roll), where the mean course of a clip, which knows no sound, reaches .36, .38, .26. Speeds and ranges are
/// those of two tracked speakers, one calm, one lively. Nods follow accents by 30 ms (Fotedar & Ghosh 2017); the head rests
/// in pauses and takes up a new posture with a new phrase (Hadar et al. 1983). Feelings have postures: bowed in sadness,
/// raised in joy and pride, turned away in disgust (Wallbott 1998).
struct HeadMotion: PerformanceLayer {
  let actingLayer: ActingLayer? = .head
  /// Standard deviations of a phrase's posture, radians: pitch, yaw, roll.
  private static let posture = SIMD4<Float>(0.0056, 0.0086, 0.0056, 0)
  /// Of the sway that goes on, and of its quicker part.
  private static let sway = SIMD4<Float>(0.0052, 0.0060, 0.0036, 0)
  private static let swayKnotFrames: Float = 26
  private static let tremor = SIMD4<Float>(0.0028, 0.0023, 0.0016, 0)
  private static let tremorKnotFrames: Float = 9
  /// Depth of a nod on an accent that just counts as one, radians, and what a full accent adds.
  private static let leastNod: Float = 0.006
  private static let accentNod: Float = 0.011
  private static let nodSpread: Float = 0.35  // standard deviation of ln(depth)
  /// From the accent to the depth of its nod, and how much later some are.
  private static let nodLagFrames: Float = 4
  private static let nodLagSpread: Float = 3
  private static let nodRiseFrames: Float = 8
  private static let nodHoldFrames: Float = 1
  private static let nodFallFrames: Float = 15
  /// Accents that the head takes part in, and those of them on which it goes up instead of down.
  private static let nodShare: Float = 0.75
  private static let upwardShare: Float = 0.2
  /// How far a nod goes sideways, as a share of its depth.
  private static let sidewaysNod: Float = 0.4
  /// A phrase's posture is left for the next one at its first sound, or on an accent after so many frames.
  private static let postureFrames = 110
  private static let glideFrames: ClosedRange<Float> = 26...48
  private static let leadFrames = 5
  /// Frames of a rest after which the head settles: what is left of its posture then.
  private static let settleFrames = 20
  private static let settled: Float = 0.4
  /// A jump of the eyes from here on takes the head with it: its share of the way, and the frames it takes.
  private static let followedJump: Float = .degrees(8)
  private static let followShare: Float = 0.2
  private static let followFrames: Float = 26
  private static let followLagFrames: Float = 2
  /// What is left of the sway in a rest.
  private static let restingSway: Float = 0.85
  private static let activityShare: Float = 0.05
  private static let moodShare: Float = 0.03

  let lookAheadFrames = RestShares.lookAheadFrames

  private let amount: Float
  private let manners: MannerTrack
  private let chance: Chance
  private var sway: SmoothNoise
  private var tremor: SmoothNoise
  private var posture = Glide()
  private var following = Glide()
  private var nods: [Pulse] = []
  private var mood = Mood.neutral
  private var activity: Float = 0
  private var syllablesSeen = 0
  private var onsetsSeen = 0
  private var postureSince = 0
  private var isSettled = false

  init(amount: Float, _ manners: MannerTrack = MannerTrack(), seed: UInt64) {
    self.manners = manners
    self.amount = amount
    chance = Chance(seed: seed, layer: .head)
    sway = SmoothNoise(chance.apart(1), knotFrames: Self.swayKnotFrames)
    tremor = SmoothNoise(chance.apart(2), knotFrames: Self.tremorKnotFrames)
    posture = Glide(at: Self.drawn(chance.random(at: -1)))
  }

  mutating func apply(to window: inout PerformanceWindow) {
    var events = LineEvents(window.known)
    for frame in window.frames {
      let time = Float(frame)
      plan(frame, &events, window)
      mood.follow(window.known.moods[frame], share: Self.moodShare)
      activity += (1 - window.restShare(frame) - activity) * Self.activityShare
      let lively = Self.restingSway + (1 - Self.restingSway) * activity
      var turn = posture.posture(at: time) + sway.value(at: time) * Self.sway * lively
      turn += tremor.value(at: time) * Self.tremor * lively
      turn += Self.posture(of: mood)
      let amount = self.amount * manners.manner(at: frame)[.head]
      turn *= amount
      // Lively heads nod more, but hardly faster.
      for nod in nods { turn += nod.value(at: time) * amount.squareRoot() }
      turn += following.posture(at: time) * min(amount, 1)
      nods.removeAll { $0.endFrame < time }
      window.turn(.head, at: frame, to: JointRotation(x: turn.x, y: turn.y, z: turn.z))
    }
  }

  private mutating func plan(_ frame: Int, _ events: inout LineEvents, _ window: PerformanceWindow) {
    if let onset = events.onset(after: onsetsSeen, within: Self.leadFrames, of: frame) {
      onsetsSeen = onset
      takePosture(key: onset, at: frame)
    } else if let rest = events.rest(at: frame), frame - rest.lowerBound >= Self.settleFrames, !isSettled {
      posture.leave(for: posture.to * Self.settled, at: Float(frame), within: Self.glideFrames.upperBound)
      isSettled = true
    }
    while let syllable = events.syllable(from: syllablesSeen, knownAt: frame) {
      syllablesSeen = syllable.frame + 1
      guard syllable.isAccent else { continue }
      nod(on: syllable, at: frame)
      if frame - postureSince > Self.postureFrames { takePosture(key: syllable.frame, at: frame) }
    }
    if let jump = window.gazeJumps[frame] {
      let goal =
        jump.radians >= Self.followedJump || following.to != .zero
        ? jump.target * max(Self.followShare, jump.headShare) : .zero
      following.leave(
        for: SIMD4(goal.y, goal.x, 0, 0), at: Float(frame) + Self.followLagFrames, within: Self.followFrames)
    }
  }

  private mutating func takePosture(key: Int, at frame: Int) {
    var random = chance.random(at: key)
    let goal = Self.drawn(random)
    posture.leave(for: goal, at: Float(frame), within: Float.random(in: Self.glideFrames, using: &random))
    (postureSince, isSettled) = (frame, false)
  }

  private mutating func nod(on syllable: Syllable, at frame: Int) {
    var random = chance.apart(3).random(at: syllable.frame)
    guard Float.random(in: 0..<1, using: &random) < Self.nodShare || syllable.isStressed else { return }
    let strength = (syllable.prominence - Syllable.accented) / (1 - Syllable.accented)
    var depth = (Self.leastNod + Self.accentNod * strength) * expf(Self.nodSpread * Float(random.normal()))
    if Float.random(in: 0..<1, using: &random) < Self.upwardShare { depth = -depth }
    let sideways = depth * Self.sidewaysNod
    let size = SIMD4<Float>(depth, sideways * Float(random.normal()), sideways * Float(random.normal()), 0)
    let late = Self.nodLagFrames + Self.nodLagSpread * abs(Float(random.normal()))
    let start = Float(syllable.frame) + late - Self.nodRiseFrames
    nods.append(
      Pulse(
        startFrame: max(start, Float(frame) - 1), riseFrames: Self.nodRiseFrames, holdFrames: Self.nodHoldFrames,
        fallFrames: Self.nodFallFrames, size: size))
  }

  private static func drawn(_ random: SeededRandom) -> SIMD4<Float> {
    var random = random
    return posture * SIMD4(Float(random.normal()), Float(random.normal()), Float(random.normal()), 0)
  }

  private static func posture(of mood: Mood) -> SIMD4<Float> {
    let pitch =
      0.09 * mood.sadness - 0.045 * mood.joy + 0.05 * mood.anger - 0.06 * mood.contempt - 0.05 * mood.surprise
      - 0.03 * mood.fear - 0.02 * mood.disgust
    let yaw = 0.06 * mood.disgust + 0.03 * mood.contempt
    let roll = 0.05 * mood.contempt + 0.025 * mood.sadness
    return SIMD4(pitch, yaw, roll, 0)
  }
}
