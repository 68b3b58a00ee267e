/// How somebody moves and speaks, as shares of what they do otherwise: 1 leaves it as it is.
public struct Manner: Sendable, Hashable, Codable {
  /// Of what ``ActingSettings`` has an amount.
  enum Axis: Int, CaseIterable, Sendable {
    case head, gaze, brows, cheeks, blinkRate, jaw, lips, effort

    /// In words.
    var name: String { self == .blinkRate ? "blinks" : String(describing: self) }
  }

  /// One share an axis, in their order.
  private(set) var shares: SIMD8<Float>

  /// Nothing is changed.
  static let ordinary = Manner(shares: SIMD8(repeating: 1))

  private init(shares: SIMD8<Float>) { self.shares = shares }

  init(
    head: Float = 1, gaze: Float = 1, brows: Float = 1, cheeks: Float = 1, blinks: Float = 1, jaw: Float = 1,
    lips: Float = 1, effort: Float = 1
  ) { shares = SIMD8(head, gaze, brows, cheeks, blinks, jaw, lips, effort) }

  subscript(axis: Axis) -> Float {
    get { shares[axis.rawValue] }
    set { shares[axis.rawValue] = newValue }
  }

  /// The manner as much as a strength says: 0 not at all, 1 as it is.
  func scaled(by strength: Float) -> Manner {
    Manner(shares: pointwiseMax(SIMD8(repeating: 0), 1 + (shares - 1) * strength))
  }

  /// Both at once.
  func with(_ other: Manner) -> Manner { Manner(shares: shares * other.shares) }
}

extension ActingSettings {
  /// The amounts times the shares of a manner, as far as amounts go.
  mutating func take(_ manner: Manner) {
    func scaled(_ amount: Float, _ axis: Manner.Axis, most: Float = 2) -> Float { min(amount * manner[axis], most) }
    head = scaled(head, .head)
    gaze = scaled(gaze, .gaze)
    brows = scaled(brows, .brows)
    cheeks = scaled(cheeks, .cheeks)
    blinkRate = scaled(blinkRate, .blinkRate, most: 3)
    jaw = scaled(jaw, .jaw)
    lips = scaled(lips, .lips)
    effort = scaled(effort, .effort)
  }
}
