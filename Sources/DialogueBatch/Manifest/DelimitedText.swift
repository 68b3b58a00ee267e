internal import DialogueBake

/// Rows of a sheet that was saved as text: cells between commas, semicolons or tabs, quoted where they hold such or a line's end
/// (RFC 4180).
struct DelimitedText {
  /// The cells of a row, and the line of the file that it begins in, from 1 on.
  struct Row {
    let line: Int
    var cells: [String]
  }

  /// All rows but empty ones.
  private(set) var rows: [Row] = []

  private static let quote = UInt8(ascii: "\"")
  private static let lineEnds: (UInt8, UInt8) = (0x0A, 0x0D)

  /// - Parameter separator: nil where the first line tells: the one that it has most of.
  /// - Throws: ``BakeError`` `.badData` for a quote that does not end.
  init(_ text: String, separator: Character? = nil, name: String) throws(BakeError) {
    let bytes = Array(text.utf8)
    let stated = separator?.asciiValue ?? Self.separator(of: bytes)
    var cells: [String] = []
    var cell: [UInt8] = []
    var (line, rowLine, index) = (1, 1, 0)
    var wasQuoted = false
    func isEmpty(_ cells: [String]) -> Bool { cells.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
    while index <= bytes.count {
      let byte = index < bytes.count ? bytes[index] : Self.lineEnds.0
      if byte == Self.quote, cell.isEmpty, !wasQuoted {
        let opened = line
        index += 1
        while true {
          guard index < bytes.count else {
            throw BakeError(
              .badData,
              "'\(name)' line \(opened) opens a quote that does not end: close it, or double quotes within cells")
          }
          if bytes[index] == Self.quote {
            guard index + 1 < bytes.count, bytes[index + 1] == Self.quote else { break }
            index += 1
          }
          if bytes[index] == Self.lineEnds.0 { line += 1 }
          cell.append(bytes[index])
          index += 1
        }
        wasQuoted = true
      } else if byte == stated || byte == Self.lineEnds.0 || byte == Self.lineEnds.1 {
        cells.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
        wasQuoted = false
        if byte != stated {
          if !isEmpty(cells) { rows.append(Row(line: rowLine, cells: cells)) }
          cells = []
          if byte == Self.lineEnds.1, index + 1 < bytes.count, bytes[index + 1] == Self.lineEnds.0 { index += 1 }
          line += 1
          rowLine = line
        }
      } else {
        cell.append(byte)
      }
      index += 1
    }
  }

  private static func separator(of bytes: [UInt8]) -> UInt8 {
    let first = bytes.prefix { $0 != lineEnds.0 }
    let known = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
    let counts = known.map { byte in first.count { $0 == byte } }
    return known[counts.indices.max { counts[$0] < counts[$1] } ?? 0]
  }
}
