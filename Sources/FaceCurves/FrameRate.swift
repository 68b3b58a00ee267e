/// Frames a second as an exact fraction, so that 24000/1001 exists and an hour does not drift.
public struct FrameRate: Sendable, Hashable, Codable {
  /// Frames in `denominator` seconds.
  public let numerator: Int
  /// Seconds, at least 1.
  public let denominator: Int

  /// - Throws: ``CurveError`` `.frameRateNotPositive`.
  public init(_ numerator: Int, _ denominator: Int = 1) throws(CurveError) {
    guard numerator > 0, denominator > 0 else {
      throw CurveError(
        .frameRateNotPositive, "frame rate \(numerator)/\(denominator) is not positive: use one like 30 or 24000/1001")
    }
    // So that frames of a day, times both parts of two rates, stay within 64 bits.
    guard numerator <= 1_000_000, denominator <= 100_000 else {
      throw CurveError(
        .frameRateNotPositive,
        "frame rate \(numerator)/\(denominator) has more digits than a clock needs: at most 1000000/100000")
    }
    self.init(validNumerator: numerator, denominator: denominator)
  }

  init(validNumerator numerator: Int, denominator: Int) {
    precondition(numerator > 0 && denominator > 0)
    self.numerator = numerator
    self.denominator = denominator
  }

  /// What the network runs at: 50 frames a second.
  public static let model = FrameRate(validNumerator: 50, denominator: 1)
  /// What Live Link Face records: 60 frames a second.
  public static let liveLink = FrameRate(validNumerator: 60, denominator: 1)

  /// What previews are shown at: 30 frames a second.
  public static let film = FrameRate(validNumerator: 30, denominator: 1)

  /// What drawn characters are animated at: 24 frames a second.
  public static let drawn = FrameRate(validNumerator: 24, denominator: 1)

  /// The rate as a number.
  public var framesPerSecond: Double { Double(numerator) / Double(denominator) }

  /// Time of a frame in seconds.
  public func seconds(ofFrame frame: Int) -> Double { Double(frame) * Double(denominator) / Double(numerator) }

  /// Frames whose time lies within `durationSeconds`, the first at 0; at least one.
  public func frameCount(durationSeconds: Double) -> Int {
    max(1, Int((durationSeconds * framesPerSecond + 1e-6).rounded(.down)) + 1)
  }

  /// Reads "60", "29.97", "23.976" (meant as 30000/1001 and 24000/1001) or "24000/1001".
  /// - Throws: ``CurveError`` `.frameRateNotPositive` for anything else, or outside 1…1000.
  public init(parsing text: String) throws(CurveError) {
    let broadcast = ["23.976": 24, "23.98": 24, "29.97": 30, "47.95": 48, "59.94": 60, "119.88": 120]
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if let nominal = broadcast[text] {
      self.init(validNumerator: nominal * 1000, denominator: 1001)
    } else if parts.count == 2, let numerator = Int(parts[0]), let denominator = Int(parts[1]), denominator > 0,
      (1...1000).contains(numerator / denominator)
    {
      try self.init(numerator, denominator)
    } else if parts.count == 1, let value = Double(text), value.isFinite, (1...1000).contains(value) {
      let rounded = value.rounded()
      try self.init(
        value == rounded ? Int(rounded) : Int((value * 1000).rounded()), value == rounded ? 1 : 1000)
    } else {
      throw CurveError(.frameRateNotPositive, "frame rate '\(text)' is not one: use 1 to 1000, 23.976 or 24000/1001")
    }
  }
}

extension FrameRate {
  /// A clip that is said to last longer than this, seconds, is damaged: eleven days.
  package static let longestSeconds = 1e6

  private enum CodingKeys: String, CodingKey { case numerator, denominator }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      try container.decode(Int.self, forKey: .numerator), try container.decode(Int.self, forKey: .denominator))
  }
}

extension FrameRate: CustomStringConvertible {
  /// The fraction, or the whole number where it is one.
  public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
