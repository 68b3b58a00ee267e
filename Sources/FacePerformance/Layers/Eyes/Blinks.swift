internal import FaceCurves
internal import Foundation

/// Blinks at the rate of people who talk or listen, at the ends of phrases and with large jumps of the eyes where one is due.
///
/// A speaker's rate is drawn log-normal around that of conversation, 26 a minute, or of rest, 17 (Bentivoglio 1997), kept
/// within 10.5 to 32.5 (Doughty 2001); intervals are log-normal. Fear and anger blink more, sadness less. What is drawn depends
/// on what has sounded, so that no two lines blink alike.
struct Blinks: PerformanceLayer {
  let actingLayer: ActingLayer? = .blinks
  static let talkingPerMinute = 26.0
  static let restingPerMinute = 17.0
  static let speakerSpread = 0.2  // standard deviation of ln(rate)
  static let perMinuteRange = 10.5...32.5
  static let intervalSpread = 0.5  // standard deviation of ln(interval)
  static let shortestIntervalSeconds = 0.6
  /// A blink that is due within so many frames comes at the end of a phrase, or with a large jump of the eyes.
  private static let earlyFrames = 16
  /// A jump from here on takes a blink that is due (above 15 to 20° most do).
  private static let blinkingJump: Float = .degrees(15)
  /// Share of the phrases' ends and jumps that take it.
  private static let takenShare = 0.7
  private static let talkingFrom: Float = 0.5
  private static let activityShare: Float = 0.05
  private static let fearfulRate = 0.5
  private static let angryRate = 0.2
  private static let sadRate = -0.25

  let lookAheadFrames = RestShares.lookAheadFrames

  private let strength: Float
  private let rate: Double
  private let manners: MannerTrack
  private let chance: Chance
  /// Of the speaker, as a share of people's.
  private let speaker: Double
  private var nextFrame: Int?
  private var current: [Blink] = []
  private var activity: Float = 0

  init(_ acting: ActingSettings = ActingSettings(), _ manners: MannerTrack = MannerTrack(), seed: UInt64) {
    self.manners = manners
    strength = acting.blinkStrength
    rate = Double(acting.blinkRate)
    chance = Chance(seed: seed, layer: .blinks)
    var random = chance.random(at: -1)
    speaker = exp(Self.speakerSpread * random.normal())
  }

  mutating func apply(to window: inout PerformanceWindow) {
    guard rate > 0 else { return }
    var events = LineEvents(window.known)
    for frame in window.frames {
      activity += (1 - window.restShare(frame) - activity) * Self.activityShare
      plan(frame, &events, window)
      guard !current.isEmpty else { continue }
      var (left, right) = (Float(0), Float(0))
      for blink in current {
        left = max(left, blink.lid(at: Float(frame), isLeft: true))
        right = max(right, blink.lid(at: Float(frame), isLeft: false))
      }
      window[frame, .eyeBlinkLeft] = max(window[frame, .eyeBlinkLeft], min(1, left * strength))
      window[frame, .eyeBlinkRight] = max(window[frame, .eyeBlinkRight], min(1, right * strength))
      current.removeAll { $0.endFrame < Float(frame) }
    }
  }

  private mutating func plan(_ frame: Int, _ events: inout LineEvents, _ window: PerformanceWindow) {
    var random = chance.random(at: frame, window.known.print(at: frame))
    guard let due = nextFrame else {
      // Where in an interval the line begins is left to chance.
      nextFrame =
        frame + Int(Double(interval(&random, window.known.moods[frame])) * .random(in: 0.1..<1, using: &random))
      return
    }
    let isJump = (window.gazeJumps[frame]?.radians ?? 0) >= Self.blinkingJump
    let isTaken =
      frame >= due - Self.earlyFrames && (isJump || events.restBegins(at: frame))
      && Double.random(in: 0..<1, using: &random) < Self.takenShare
    guard frame >= due || isTaken else { return }
    let share = Double(manners.manner(at: frame)[.blinkRate])
    guard share > 0.01 else { return }
    current.append(Blink(startFrame: Float(frame), &random))
    nextFrame = frame + Int(Double(interval(&random, window.known.moods[frame])) / share)
  }

  /// Frames from one blink to the next.
  private func interval(_ random: inout SeededRandom, _ mood: Mood) -> Int {
    let perMinute = activity >= Self.talkingFrom ? Self.talkingPerMinute : Self.restingPerMinute
    let range = Self.perMinuteRange
    let own = min(max(perMinute * speaker, range.lowerBound), range.upperBound)
    let felt =
      1 + Self.fearfulRate * Double(mood.fear) + Self.angryRate * Double(mood.anger)
      + Self.sadRate * Double(mood.sadness)
    let mean = 60 / (own * felt * rate)
    let centred = exp(Self.intervalSpread * random.normal() - Self.intervalSpread * Self.intervalSpread / 2)
    return Int((max(Self.shortestIntervalSeconds, mean * centred) * FrameRate.model.framesPerSecond).rounded())
  }
}
