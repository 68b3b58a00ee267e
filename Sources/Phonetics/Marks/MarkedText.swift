/// A text taken apart: what is said, and what stands beside the words for whoever acts them.
///
/// Directions stand in square brackets (`[nods]`), stars stress words (`*word*`), and SSML is read as people write it for
/// speech synthesis (``SpeechMarkup``). None of it is pronounced.
package struct MarkedText: Sendable, Hashable {
  /// Something beside the words.
  package struct Mark: Sendable, Hashable {
    /// What it says.
    package enum Content: Sendable, Hashable {
      /// In the words of the text: "looks left".
      case direction(String)
      /// What comes after is so much later.
      case pause(seconds: Double)
      /// The words stand out, 0…1.
      case stress(Float)
    }

    package let content: Content
    /// Indices of the words that it holds over; empty for one that stands before a word.
    package let words: Range<Int>
  }

  /// What is said, without any mark.
  package let spoken: String
  /// The written words of it, without the punctuation around them (``Transcript/words``).
  package let words: [String]
  /// In order of their first word.
  package let marks: [Mark]
  /// The sentences, which cover the words in order.
  package let sentences: [Sentence]
  /// What the user should know of the text, one line each.
  package let notes: [String]

  /// Whether anything is said.
  package var hasWords: Bool { !words.isEmpty }

  /// - Parameter language: a voice of espeak-ng; says which words ask and deny.
  /// - Throws: ``PhoneticsError`` `.markupInvalid`, which names line and column of what is wrong in SSML.
  package init(_ text: String, language: String) throws(PhoneticsError) {
    var builder = MarkedTextBuilder()
    let characters = Array(text)
    if SpeechMarkup.isMarkup(characters) {
      var markup = SpeechMarkup(characters)
      try markup.read(into: &builder)
    } else {
      builder.take(characters[...])
    }
    builder.finish()
    let tokens = builder.spoken.split(whereSeparator: \.isWhitespace)
    spoken = builder.spoken
    words = tokens.compactMap(MarkedTextBuilder.core)
    marks = builder.marks.sorted { $0.words.lowerBound < $1.words.lowerBound }
    sentences = SentenceFinder(language: language).sentences(tokens, breaks: Set(builder.breaks))
    notes = builder.notes.lines
  }
}
