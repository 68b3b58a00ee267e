internal import Foundation
internal import Phonetics

/// Where a line's words come from.
public struct TranscriptSource: Sendable, Hashable {
  public enum Words: Sendable, Hashable {
    case text(String)
    /// Path of a text file.
    case file(String)
  }

  public let words: Words
  /// A voice of espeak-ng: en-us, de, fr-fr …
  public let language: String

  public init(_ words: Words, language: String) {
    self.words = words
    self.language = language
  }

  /// Whether each recording has a file of its own.
  var isPattern: Bool {
    if case .file(let path) = words { return path.contains("{name}") }
    return false
  }

  /// The source with {name} filled in.
  func named(_ name: String) -> TranscriptSource {
    guard case .file(let path) = words else { return self }
    return TranscriptSource(.file(path.replacingOccurrences(of: "{name}", with: name)), language: language)
  }

  /// - Throws: ``PhoneticsError``.
  func transcript() throws(PhoneticsError) -> Transcript {
    switch words {
    case .text(let text): try Transcript(text: text, language: language)
    case .file(let path): try Transcript(contentsOf: URL(fileURLWithPath: path), language: language)
    }
  }
}
