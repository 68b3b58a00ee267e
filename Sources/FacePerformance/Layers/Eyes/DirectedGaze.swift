internal import FaceCurves

/// Walks through the looks that are directed in a line, frame by frame.
struct DirectedGaze: Sendable {
  /// What a look wants of the eyes at a frame.
  enum Step: Sendable {
    /// They set out for a point, radians to the character's own left, and down.
    case jump(SIMD2<Float>)
    case stay
    /// The look has just ended.
    case released
    /// Nothing is directed.
    case free
  }

  /// How much of the way the head goes with the eyes.
  static let headShare: Float = 0.35

  private let looks: [DirectedLine.TimedLook]
  private let overall: Look?
  private let chance: Chance
  private var index = 0
  /// The look that is shown: its place among the looks, −1 for the line's own.
  private var shown: Int?
  private var jumps = 0
  private var pointEnd = 0

  init(_ direction: LineDirection, seed: UInt64) {
    looks = direction.looks
    overall = direction.overallLook
    chance = Chance(seed: seed, layer: .direction).apart(2)
  }

  var isShowing: Bool { shown != nil }

  mutating func step(at frame: Int) -> Step {
    guard !looks.isEmpty || overall != nil else { return .free }
    while index < looks.count, looks[index].frames.upperBound <= frame { index += 1 }
    let isIn = index < looks.count && looks[index].frames.contains(frame)
    guard let look = isIn ? looks[index].look : overall else {
      guard shown != nil else { return .free }
      shown = nil
      return .released
    }
    let number = isIn ? index : -1
    if shown != number {
      (shown, jumps) = (number, 0)
    } else if frame < pointEnd {
      return .stay
    }
    var random = chance.random(at: frame)
    let (point, frames) = look.point(step: jumps, &random)
    jumps += 1
    pointEnd = frame + max(frames, 2)
    return .jump(point)
  }
}
