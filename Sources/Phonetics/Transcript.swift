public import Foundation

/// The words of a line and their language.
public struct Transcript: Sendable, Hashable {
  public let text: String
  /// A voice of espeak-ng: en-us, de, fr-fr …
  public let language: String

  /// More than anybody says in one recording.
  static let greatestBytes = 4_000_000

  /// - Throws: ``PhoneticsError`` `.transcriptEmpty`, `.languageUnknown`.
  public init(text: String, language: String) throws(PhoneticsError) {
    guard text.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil }) else {
      throw PhoneticsError(.transcriptEmpty, "the transcript holds no words: leave it out, or write what is said")
    }
    guard !language.isEmpty,
      language.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) })
    else {
      throw PhoneticsError(.languageUnknown, "'\(language)' is no language code: use one like en-us, de or fr-fr")
    }
    self.text = text
    self.language = language
  }

  /// Reads UTF-8, or UTF-16 with a byte-order mark.
  /// - Throws: ``PhoneticsError`` `.transcriptUnreadable` and those of ``init(text:language:)``.
  public init(contentsOf url: URL, language: String) throws(PhoneticsError) {
    guard let data = try? Data(contentsOf: url) else {
      throw PhoneticsError(.transcriptUnreadable, "cannot read the transcript '\(url.path)': is it there and readable?")
    }
    guard data.count <= Self.greatestBytes, let text = Self.decode(data) else {
      throw PhoneticsError(.transcriptUnreadable, "the transcript '\(url.path)' is not text: save it as UTF-8")
    }
    try self.init(text: text, language: language)
  }

  private static func decode(_ data: Data) -> String? {
    if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
      return String(data: data, encoding: .utf16)
    }
    let body = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data[...]
    guard !body.contains(0) else { return nil }
    return String(data: body, encoding: .utf8)
  }
}
