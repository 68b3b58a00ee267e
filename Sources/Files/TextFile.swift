package import Foundation

/// Text from a file of whatever encoding people save it in.
package enum TextFile {
  /// More than anybody says in one recording.
  package static let greatestBytes = 16_000_000

  /// Reads UTF-8, or UTF-16 with a byte-order mark.
  /// - Parameter what: the file's role, for errors.
  /// - Parameter mostBytes: a larger file is refused before it is read.
  /// - Throws: ``FileError`` `.unreadable`, `.notText`, which names the first line that is not UTF-8.
  package static func read(_ url: URL, what: String, mostBytes: Int = greatestBytes) throws(FileError) -> String {
    let stated = (try? FileManager.default.attributesOfItem(atPath: url.path))?[.size] as? Int ?? 0
    func tooLarge(_ bytes: Int) -> FileError {
      FileError(
        .notText,
        "the \(what) '\(url.path)' has \(bytes / 1_000_000) MB, and \(mostBytes / 1_000_000) are read: is it what it should be?"
      )
    }
    guard stated <= mostBytes else { throw tooLarge(stated) }
    guard let data = try? Data(contentsOf: url) else {
      throw FileError(.unreadable, "cannot read the \(what) '\(url.path)': is it there and readable?")
    }
    guard data.count <= mostBytes else { throw tooLarge(data.count) }
    guard let text = decode(data) else {
      let place =
        firstBadLine(of: data).map { $0 > 1 ? " (line \($0) is not UTF-8, what stands before it is)" : "" } ?? ""
      throw FileError(.notText, "the \(what) '\(url.path)' is not text\(place): save it as UTF-8")
    }
    return text
  }

  /// The line in which bytes stop being UTF-8; nil where another thing is wrong.
  private static func firstBadLine(of data: Data) -> Int? {
    var number = 0
    for line in data.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      if String(validating: line, as: UTF8.self) == nil || line.contains(0) { return number }
    }
    return nil
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
