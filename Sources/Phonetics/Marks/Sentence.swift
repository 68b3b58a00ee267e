/// A sentence of a text as a face marks it: what it asks, and what it denies.
package struct Sentence: Sendable, Hashable {
  /// What a sentence does.
  package enum Kind: Sendable, Hashable {
    case statement
    /// Asks whether.
    case yesNoQuestion
    /// Asks who, what, where, when, why or how.
    case openQuestion
  }

  package let kind: Kind
  /// Indices of its words in the text.
  package let words: Range<Int>
  /// Of those that ask: of a tag question ("…, isn't it?") only the tag.
  package let asking: Range<Int>
  /// Indices of words that deny: no, not, never, don't.
  package let denials: [Int]
}
