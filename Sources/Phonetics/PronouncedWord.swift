/// A word as it is written and as it is said.
package struct PronouncedWord: Sendable, Hashable {
  /// As in the transcript, without punctuation around it; empty where only its sound is known.
  package let text: String
  /// Classes of its phones in order.
  package let phones: [Int]

  package init(text: String, phones: [Int]) {
    self.text = text
    self.phones = phones
  }
}
