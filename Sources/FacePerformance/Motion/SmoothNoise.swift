internal import FaceCurves

/// Noise that wanders: four curves through normal deviates at even knots, smooth between them, the same for the same seed at
/// any frame.
struct SmoothNoise: Sendable {
  private let chance: Chance
  private let knotFrames: Float
  /// Deviates at the knots around the frame that was asked for last, from `firstKnot` on.
  private var knots = InlineArray<4, SIMD4<Float>>(repeating: .zero)
  private var firstKnot = Int.min

  /// - Parameter knotFrames: frames between knots; most of the power lies below one turn in four knots.
  init(_ chance: Chance, knotFrames: Float) {
    self.chance = chance
    self.knotFrames = knotFrames
  }

  /// Standard deviation of the curves: what is left of the deviates' own between knots (mean over a knot's span of the sum of
  /// the squared weights of Catmull and Rom's spline).
  static let deviation: Float = 0.87

  /// Four independent values at a frame, of standard deviation ``deviation``.
  mutating func value(at frame: Float) -> SIMD4<Float> {
    let place = frame / knotFrames
    let floor = place.rounded(.down)
    let first = Int(floor) - 1
    if first != firstKnot {
      for index in 0..<4 { knots[index] = deviate(first + index) }
      firstKnot = first
    }
    let t = place - floor
    let (a, b, c, d) = (knots[0], knots[1], knots[2], knots[3])
    let cubic = (b - c) * 3 + d - a
    let square = a * 2 - b * 5 + c * 4 - d
    return b + ((cubic * t + square) * t + (c - a)) * (t * 0.5)
  }

  private func deviate(_ knot: Int) -> SIMD4<Float> {
    var random = chance.random(at: knot)
    return SIMD4(
      Float(random.normal()), Float(random.normal()), Float(random.normal()), Float(random.normal()))
  }
}
