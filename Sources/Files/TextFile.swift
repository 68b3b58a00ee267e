package import Foundation

/// Text from a file of whatever encoding people save it in.
package enum TextFile {
  /// More than anybody says in one recording.
  private static let greatestBytes = 16_000_000

  /// Reads UTF-8, or UTF-16 with a byte-order mark.
  /// - Parameter what: the file's role, for errors.
  /// - Throws: ``FileError`` `.unreadable`, `.notText`.
  package static func read(_ url: URL, what: String) throws(FileError) -> String {
    guard let data = try? Data(contentsOf: url) else {
      throw FileError(.unreadable, "cannot read the \(what) '\(url.path)': is it there and readable?")
    }
    guard data.count <= greatestBytes, let text = decode(data) else {
      throw FileError(.notText, "the \(what) '\(url.path)' is not text: save it as UTF-8")
    }
    return text
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
