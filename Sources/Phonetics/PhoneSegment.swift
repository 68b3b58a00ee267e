/// A phone and when it sounds.
public struct PhoneSegment: Sendable, Hashable {
  /// Class in the phone table.
  public let phone: Int
  /// Steps of 10 ms from the start of the line.
  public let steps: Range<Int>
  /// Mean probability of the phone while it sounds, 0…1.
  public let confidence: Float

  public static let stepSeconds = 0.01
}
