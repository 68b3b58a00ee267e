internal import FaceCurves
internal import Foundation

/// One blink: when it begins, how far and how fast the lids go, and how far one eye is behind the other.
struct Blink: Sendable, Hashable {
  /// Frame of the line, with fractions.
  let startFrame: Float
  let closingFrames: Float
  let shutFrames: Float
  let openingFrames: Float
  /// How far the lids come down, 0…1.
  let depth: Float
  /// Frames by which the left lid is later than the right one; negative where it is earlier.
  let leftLagFrames: Float

  /// A blink closes in about 66 ms, 80 with the slow beginning, stays shut for about 10 and opens 40 to 47 % slower (kinematic
  /// studies, Sforza 2008);
  /// these are spreads around that, standard deviations of logarithms.
  private static let closingSeconds: Float = 0.080
  private static let shutSeconds: Float = 0.012
  private static let openingRatio: Float = 2.1  // to a lid that is open again to the last: the slow end is seen as rest
  private static let spread: Float = 0.12
  /// Blinks that stay incomplete, and how far they go.
  private static let incompleteShare = 0.25
  private static let incompleteDepth: Range<Float> = 0.6..<0.92
  /// Standard deviation of the time between both eyes.
  private static let lagSeconds: Float = 0.004

  /// A blink of its own shape.
  init(startFrame: Float, _ random: inout SeededRandom) {
    let rate = Float(FrameRate.model.framesPerSecond)
    func varied(_ seconds: Float) -> Float { seconds * rate * exp(Self.spread * Float(random.normal())) }
    self.startFrame = startFrame
    closingFrames = varied(Self.closingSeconds)
    shutFrames = varied(Self.shutSeconds)
    openingFrames = closingFrames * Self.openingRatio * exp(Self.spread * Float(random.normal()))
    let isIncomplete = Double.random(in: 0..<1, using: &random) < Self.incompleteShare
    depth = isIncomplete ? Float.random(in: Self.incompleteDepth, using: &random) : 1
    leftLagFrames = Float(random.normal()) * Self.lagSeconds * rate
  }

  /// Frame after which lids are open again.
  var endFrame: Float { startFrame + closingFrames + shutFrames + openingFrames + abs(leftLagFrames) }

  /// How far a lid is down at a frame, 0…1.
  func lid(at frame: Float, isLeft: Bool) -> Float {
    let since = frame - startFrame - (isLeft ? leftLagFrames / 2 : -leftLagFrames / 2)
    guard since > 0 else { return 0 }
    if since < closingFrames { return depth * MinimumJerk.share(since / closingFrames) }
    let opening = (since - closingFrames - shutFrames) / openingFrames
    guard opening > 0 else { return depth }
    guard opening < 1 else { return 0 }
    // Quick at first, slow at the end.
    let left = 1 - opening
    return depth * left * left * (1 + 2 * opening) * (1 - 0.35 * opening)
  }
}
