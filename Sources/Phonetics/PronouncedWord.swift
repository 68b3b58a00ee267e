/// A word as it is written and as it is said.
public struct PronouncedWord: Sendable, Hashable {
  /// As in the transcript, without punctuation around it; empty where only its sound is known.
  public let text: String
  /// Classes of its phones in order.
  public let phones: [Int]

  public init(text: String, phones: [Int]) {
    self.text = text
    self.phones = phones
  }
}
