/// The feeling of a line, a reading every 0.2 s.
public struct EmotionTrack: Sendable {
  /// Seconds between readings; the first one stands for the first 0.2 s.
  public static let stepSeconds = 0.2
  /// Readings before this one say little: a voice must be heard for 1.4 s.
  static let firstSure = 6
  /// The readings as they came.
  package private(set) var heard: [EmotionReading] = []

  package init() {}

  package mutating func append(_ readings: [EmotionReading]) { heard.append(contentsOf: readings) }

  /// Readings after the first sure one, 2 s of them, whose mean stands for the time before it.
  private static let beginning = 10

  /// With hindsight: what the seconds after the first sure reading say stands for the time before it, too.
  public var readings: [EmotionReading] {
    let sure = heard.dropFirst(Self.firstSure)
    guard let first = sure.isEmpty ? heard.last : .mean(of: sure.prefix(Self.beginning)) else { return [] }
    return heard.indices.map { $0 < Self.firstSure ? first : heard[$0] }
  }

  /// What a face shows of the line as a whole, unsure moments left neutral and steadied.
  public func keys(_ settings: FeelingSettings = FeelingSettings()) -> EmotionKeys {
    var shown = ShownFeeling(settings)
    let keys = readings.enumerated().map { index, reading in
      EmotionKeys.Key(seconds: Double(index) * Self.stepSeconds, state: shown.follow(reading))
    }
    return (try? EmotionKeys(keys)) ?? .neutral
  }
}
