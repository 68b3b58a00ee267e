/// How clearly somebody speaks, on the axes of jaw and lips (JALI: Edwards et al. 2016) and of effort.
public enum Articulateness: String, Sendable, CaseIterable {
  case normal, mumbled, clear, whispered, shouted

  /// Jaw, lips and effort as shares.
  private var axes: (jaw: Float, lips: Float, effort: Float) {
    switch self {
    case .normal: (1, 1, 1)
    case .mumbled: (0.5, 0.55, 0.5)
    case .clear: (1.15, 1.35, 1)
    case .whispered: (0.75, 1.3, 0.5)
    case .shouted: (1.6, 1.15, 1.5)
    }
  }

  /// The one that settings are exactly; nil for others.
  public init?(_ acting: ActingSettings) {
    guard let match = Self.allCases.first(where: { $0.axes == (acting.jaw, acting.lips, acting.effort) }) else {
      return nil
    }
    self = match
  }

  /// Sets jaw, lips and effort.
  public func apply(to acting: inout ActingSettings) { (acting.jaw, acting.lips, acting.effort) = axes }
}
