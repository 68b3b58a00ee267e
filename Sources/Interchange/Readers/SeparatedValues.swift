internal import Foundation

/// A table as spreadsheets write it: cells between commas, semicolons or tabs, in quotes or not, with points or commas in
/// their decimals; empty columns at the end belong to nobody.
struct SeparatedValues {
  let header: [String]
  private let lines: [Substring]
  private let separator: Character
  private let text: String

  /// nil for a file without a line.
  init?(_ data: Data) {
    let isUTF16 = data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF])
    text = isUTF16 ? String(data: data, encoding: .utf16) ?? "" : String(decoding: data, as: UTF8.self)
    var lines = text.split(whereSeparator: \.isNewline)
    // Excel may say first what its separator is.
    if lines.first?.hasPrefix("sep=") ?? false { lines.removeFirst() }
    guard let first = lines.first?.drop(while: { $0 == "\u{FEFF}" }) else { return nil }
    let counts = [",", ";", "\t"].map { mark in (mark, first.filter { $0 == mark }.count) } as [(Character, Int)]
    let separator = counts.reduce((",", 0)) { $1.1 > $0.1 ? $1 : $0 }.0
    self.separator = separator
    header = Self.cells(first, separator).trimmed
    self.lines = lines.dropFirst().filter { !$0.allSatisfy(\.isWhitespace) }
  }

  var rowCount: Int { lines.count }

  /// A row's cells, at most as many as the header's and what is not empty beyond them.
  func cells(ofRow row: Int) -> [String] {
    var cells = Self.cells(lines[row], separator)
    while cells.count > header.count, cells.last == "" { cells.removeLast() }
    return cells
  }

  /// A row's number among the file's lines that are not empty, the header being the first.
  func line(ofRow row: Int) -> Int { row + 2 }

  /// A number with a point, or a comma where that separates no cells.
  static func number(_ cell: String) -> Double? {
    if let value = Double(cell) { return value }
    guard cell.contains(","), !cell.contains(".") else { return nil }
    return Double(cell.replacing(",", with: "."))
  }

  private static func cells(_ line: Substring, _ separator: Character) -> [String] {
    guard line.contains("\"") else {
      return line.split(separator: separator, omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
    var cells = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == separator, !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells.map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

extension [String] {
  /// Without what is empty at the end.
  fileprivate var trimmed: [String] {
    var cells = self
    while cells.last == "" { cells.removeLast() }
    return cells
  }
}
