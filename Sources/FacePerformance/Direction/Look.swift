internal import FaceCurves

/// Where a directed look goes.
public enum Look: String, Sendable, Hashable, Codable, CaseIterable {
  /// Left and right are the character's own.
  case left, right, up, down
  /// At whom the character speaks to.
  case atYou
  /// Anywhere but there, now here, now there.
  case away
  /// Away, with a glance at whom it speaks to now and then.
  case avoiding
  /// Over the surroundings, from side to side.
  case around
  /// Up and over in a bow.
  case roll

  /// How long it lasts where nothing else is said, seconds; nil: to the end of its sentence.
  var seconds: Double? {
    switch self {
    case .left, .right, .up, .down: 1.4
    case .around: 2.4
    case .roll: 0.9
    case .atYou, .away, .avoiding: nil
    }
  }

  private static let aside: Float = .degrees(24)
  private static let upward: Float = .degrees(15)
  private static let downward: Float = .degrees(17)

  /// A point that is looked at, radians to the character's own left, and down, and how long, frames.
  ///
  /// - Parameter step: how many points were looked at in this look before.
  func point(step: Int, _ random: inout SeededRandom) -> (point: SIMD2<Float>, frames: Int) {
    let side: Float = Bool.random(using: &random) ? 1 : -1
    let varied = 1 + 0.12 * Float(random.normal()).clamped(to: -1.5...1.5)
    func frames(_ seconds: ClosedRange<Double>) -> Int { Int(Double.random(in: seconds, using: &random) * 50) }
    switch self {
    case .left: return (SIMD2(Self.aside * varied, 0), frames(0.7...1.3))
    case .right: return (SIMD2(-Self.aside * varied, 0), frames(0.7...1.3))
    case .up: return (SIMD2(0.02 * side, -Self.upward * varied), frames(0.7...1.3))
    case .down: return (SIMD2(0.02 * side, Self.downward * varied), frames(0.7...1.3))
    case .atYou: return (SIMD2(.degrees(1.4) * side, .degrees(-0.3)), frames(0.45...0.9))
    case .away:
      return (SIMD2(side * Self.aside * 0.75 * varied, Self.downward * 0.45 * varied), frames(0.8...2.2))
    case .avoiding:
      // One look in four is a short glance.
      guard step % 4 != 3 else { return (SIMD2(.degrees(1.4) * side, 0), frames(0.3...0.5)) }
      return (SIMD2(side * Self.aside * 0.7 * varied, Self.downward * 0.55 * varied), frames(0.7...1.8))
    case .around:
      let way: [SIMD2<Float>] = [SIMD2(1, 0.1), SIMD2(0.2, -0.5), SIMD2(-1, 0), SIMD2(-0.3, 0.3)]
      return (way[step % way.count] * Self.aside * varied, frames(0.45...0.7))
    case .roll:
      let bow: [SIMD2<Float>] = [SIMD2(0.7, -0.7), SIMD2(0, -1), SIMD2(-0.7, -0.6)]
      return (bow[min(step, 2)] * Self.aside, step < 2 ? 11 : 22)
    }
  }
}

extension Float {
  fileprivate func clamped(to range: ClosedRange<Float>) -> Float {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
