internal import Files
package import Foundation

/// The words of a line and their language.
package struct Transcript: Sendable, Hashable {
  package let text: String
  /// The text without emoji and the like.
  let spokenText: String
  /// A voice of espeak-ng: en-us, de, fr-fr …
  package let language: String

  /// - Throws: ``PhoneticsError`` `.transcriptEmpty`, `.languageUnknown`.
  package init(text: String, language: String) throws(PhoneticsError) {
    let spoken = SpokenText.of(text)
    guard spoken.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil })
    else {
      throw PhoneticsError(.transcriptEmpty, "the transcript holds no words: leave it out, or write what is said")
    }
    guard !language.isEmpty,
      language.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) })
    else {
      throw PhoneticsError(.languageUnknown, "'\(language)' is no language code: use one like en-us, de or fr-fr")
    }
    self.text = text
    spokenText = spoken
    self.language = language
  }

  /// Reads UTF-8, or UTF-16 with a byte-order mark.
  /// - Throws: ``PhoneticsError`` `.transcriptUnreadable` and those of ``init(text:language:)``.
  package init(contentsOf url: URL, language: String) throws(PhoneticsError) {
    let text: String
    do { text = try TextFile.read(url, what: "transcript") } catch {
      throw PhoneticsError(error)
    }
    try self.init(text: text, language: language)
  }

  /// The written words without the punctuation around them; those without a letter or a digit are left out.
  var words: [String] {
    spokenText.split(whereSeparator: \.isWhitespace).compactMap { word in
      let core = word.drop { !Self.isSpoken($0) }
      guard let last = core.lastIndex(where: Self.isSpoken) else { return nil }
      return String(core[...last])
    }
  }

  private static func isSpoken(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
