internal import FaceCurves
internal import Foundation

/// Points of the motion prior's latent space, one a block of frames: a mean and how far the prior may stray from it.
public struct MotionLatents: Sendable, Hashable {
  /// Values a latent.
  public let size: Int
  /// `[count, size]`.
  public private(set) var means: [Float]
  /// Natural logarithms of standard deviations, `[count, size]`.
  public private(set) var logDeviations: [Float]

  /// Latents, one a block of frames.
  public var count: Int { means.count / size }

  init(size: Int, means: [Float], logDeviations: [Float]) {
    precondition(means.count == logDeviations.count && means.count % size == 0)
    self.size = size
    self.means = means
    self.logDeviations = logDeviations
  }

  /// Latents drawn around these, the same for the same seed; `spread` scales the deviation (0 keeps the means).
  public func sampled(seed: UInt64, spread: Float = 1) -> MotionLatents {
    var random = SeededRandom(seed: seed)
    var drawn = self
    for index in means.indices { drawn.means[index] += exp(logDeviations[index]) * spread * Float(random.normal()) }
    return drawn
  }

  /// Latents `share` of the way to others of the same size; the shorter one ends the result.
  public func interpolated(to other: MotionLatents, share: Float) -> MotionLatents {
    precondition(size == other.size)
    let values = min(means.count, other.means.count)
    func mixed(_ a: [Float], _ b: [Float]) -> [Float] { (0..<values).map { a[$0] + (b[$0] - a[$0]) * share } }
    return MotionLatents(
      size: size, means: mixed(means, other.means), logDeviations: mixed(logDeviations, other.logDeviations))
  }

  /// `count` latents drawn from the prior itself, a motion of nobody.
  public static func drawn(count: Int, size: Int, seed: UInt64) -> MotionLatents {
    let nothing = [Float](repeating: 0, count: count * size)
    return MotionLatents(size: size, means: nothing, logDeviations: nothing).sampled(seed: seed)
  }
}
