internal import FaceCurves

/// Decides where the eyes look: at whom the character speaks to, away to think, back at the end of a phrase, or at the points
/// that the user gives. ``Eyes`` then turns them there, whatever the head does.
///
/// Times, magnitudes, directions and durations are those of ``GazeStatistics``. Speakers look away as they begin a phrase and
/// back as they end it (Kendon 1967); the sad look down, the frightened and the disgusted aside.
struct Gaze: PerformanceLayer {
  let actingLayer: ActingLayer? = .gaze
  /// What is looked at in a face that is spoken to: its eyes, and less often its mouth; radians to the left, and down.
  private static let partnerEye = SIMD2<Float>(.degrees(1.4), .degrees(-0.3))
  private static let partnerMouth = SIMD2<Float>(0, .degrees(2.6))
  private static let mouthShare: Float = 0.2
  private static let fixationSpread: Float = .degrees(0.3)
  /// Drift of eyes that fixate, and how long between its turns (micro-saccades come one or two a second, below 0.5°).
  private static let drift: Float = .degrees(0.12)
  private static let driftKnotFrames: Float = 12
  /// A gaze that stays away jumps on within what it looks at, by so much of its magnitude.
  private static let awayJump: Float = 0.25
  /// Share of phrases at whose first sound the eyes go away, if they were on somebody.
  private static let onsetAwayShare: Float = 0.3
  private static let onsetLeadFrames = 6
  /// Frames since the last change before which neither end of a phrase changes it.
  private static let leastModeFrames = 20
  /// How far feelings turn what is looked at away, radians: left, and down.
  private static let sadDown: Float = .degrees(9)
  private static let fearAside: Float = .degrees(4)
  /// How far eyes turn with their head, radians to a side and up or down; what lies beyond is looked at as far as they go.
  private static let farthest = SIMD2<Float>(.degrees(60), .degrees(35))
  private static let talkingFrom: Float = 0.5
  private static let activityShare: Float = 0.1

  let lookAheadFrames = RestShares.lookAheadFrames

  private let amount: Float
  private let lookAt: GazeKeys?
  private var looks: DirectedGaze
  private let chance: Chance
  private var wander: SmoothNoise
  private var keyShown: Int?

  /// The jump under way, or the last one.
  private var from = SIMD2<Float>.zero
  private var to = SIMD2<Float>.zero
  private var jumpFrame: Float = 0
  private var jumpFrames: Float = 1

  private var isAway = false
  private var awayTo = SIMD2<Float>.zero
  private var modeSince = 0
  private var modeEnd = 0
  private var fixationEnd = 0
  private var activity: Float = 0
  private var onsetsSeen = 0

  init(_ acting: ActingSettings, _ direction: LineDirection? = nil, seed: UInt64) {
    let direction = direction ?? LineDirection(acting)
    amount = acting.has(.gaze) ? acting.gaze : 0
    looks = DirectedGaze(direction, seed: seed)
    lookAt = acting.lookAt
    chance = Chance(seed: seed, layer: .gaze)
    wander = SmoothNoise(chance.apart(1), knotFrames: Self.driftKnotFrames)
  }

  mutating func apply(to window: inout PerformanceWindow) {
    var events = LineEvents(window.known)
    for frame in window.frames {
      activity += (1 - window.restShare(frame) - activity) * Self.activityShare
      if let target = target(at: frame, &events, window.known) { jump(to: target, at: frame, &window) }
      let share = MinimumJerk.share((Float(frame) - jumpFrame) / jumpFrames)
      let drift = wander.value(at: Float(frame)) * Self.drift
      window.gazes[frame - window.frames.lowerBound] = from + (to - from) * share + SIMD2(drift.x, drift.y)
    }
  }

  private mutating func jump(to target: SIMD2<Float>, at frame: Int, _ window: inout PerformanceWindow) {
    let isDirected = looks.isShowing
    let share = MinimumJerk.share((Float(frame) - jumpFrame) / jumpFrames)
    from += (to - from) * share
    to = target.clamped(lowerBound: -Self.farthest, upperBound: Self.farthest)
    jumpFrame = Float(frame)
    let way = to - from
    let radians = (way * way).sum().squareRoot()
    jumpFrames = max(1, GazeStatistics.jumpSeconds(radians) * Float(FrameRate.model.framesPerSecond))
    window.gazeJumps[frame] = GazeJump(
      target: to, radians: radians, headShare: isDirected ? DirectedGaze.headShare : 0)
  }

  /// Where the eyes set out for at a frame; nil where they stay.
  private mutating func target(at frame: Int, _ events: inout LineEvents, _ known: KnownLine) -> SIMD2<Float>? {
    var random = chance.random(at: frame, known.print(at: frame))
    switch looks.step(at: frame) {
    case .jump(let target): return target
    case .stay: return nil
    case .released:
      // Back to whom the character speaks to.
      isAway = false
      keyShown = nil
      modeSince = frame
      modeEnd = frame + Int(GazeStatistics.mutualTalking.drawn(&random) * FrameRate.model.framesPerSecond)
      if lookAt == nil { return fixation(at: frame, known.moods[frame], &random) }
    case .free: break
    }
    if let index = lookAt?.index(atSeconds: Double(frame) / FrameRate.model.framesPerSecond), keyShown != index {
      keyShown = index
      isAway = false
      modeEnd = frame + Int(GazeStatistics.mutualTalking.drawn(&random) * FrameRate.model.framesPerSecond)
      return fixation(at: frame, known.moods[frame], &random)
    }
    let isFree = frame - modeSince >= Self.leastModeFrames
    if let onset = events.onset(after: onsetsSeen, within: Self.onsetLeadFrames, of: frame) {
      onsetsSeen = onset
      if isFree, !isAway, frame > 0, Float.random(in: 0..<1, using: &random) < Self.onsetAwayShare { modeEnd = frame }
    } else if isFree, isAway, events.restBegins(at: frame) {
      modeEnd = frame
    }
    if frame >= modeEnd {
      isAway = frame > 0 && !isAway
      let isTalking = activity >= Self.talkingFrom
      let time =
        isAway
        ? (isTalking ? GazeStatistics.awayTalking : GazeStatistics.awayListening)
        : (isTalking ? GazeStatistics.mutualTalking : GazeStatistics.mutualListening)
      modeSince = frame
      // Whoever looks about more does so more often, not farther.
      let seconds = time.drawn(&random) / (isAway ? 1 : Double(max(amount, 1)))
      modeEnd = frame + max(2, Int((seconds * FrameRate.model.framesPerSecond).rounded()))
      if isAway {
        awayTo =
          GazeStatistics.direction(&random) * GazeStatistics.magnitude(isTalking: isTalking, &random) * min(amount, 1)
      }
      return fixation(at: frame, known.moods[frame], &random)
    }
    return frame >= fixationEnd ? fixation(at: frame, known.moods[frame], &random) : nil
  }

  /// The next point that is fixated.
  private mutating func fixation(at frame: Int, _ mood: Mood, _ random: inout SeededRandom) -> SIMD2<Float> {
    let seconds = Double.random(in: GazeStatistics.fixationSeconds, using: &random)
    fixationEnd = frame + Int((seconds * FrameRate.model.framesPerSecond).rounded())
    let spread = SIMD2(Float(random.normal()), Float(random.normal()))
    if isAway {
      let isFirst = modeSince == frame
      return awayTo + (isFirst ? .zero : spread * Self.awayJump * (awayTo * awayTo).sum().squareRoot())
    }
    var point = centre
    if Float.random(in: 0..<1, using: &random) < Self.mouthShare {
      point += Self.partnerMouth
    } else {
      point += Self.partnerEye * SIMD2(Bool.random(using: &random) ? 1 : -1, 1)
    }
    guard lookAt == nil else { return point + spread * Self.fixationSpread }
    point += SIMD2(0, Self.sadDown * mood.sadness) + SIMD2(spread.x * Self.fearAside * (mood.fear + mood.disgust), 0)
    return point + spread * Self.fixationSpread
  }

  /// Of what is looked at.
  private var centre: SIMD2<Float> {
    guard let keyShown, let lookAt else { return .zero }
    return lookAt.keys[keyShown].direction
  }
}
