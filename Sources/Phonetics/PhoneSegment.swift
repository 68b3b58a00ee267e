/// A phone and when it sounds.
package struct PhoneSegment: Sendable, Hashable {
  /// Class in the phone table.
  package let phone: Int
  /// Steps of 10 ms from the start of the line.
  package let steps: Range<Int>
  /// Mean probability of the phone while it sounds, 0…1.
  package let confidence: Float

  package static let stepSeconds = 0.01
}
