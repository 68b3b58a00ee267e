package import Foundation

/// Rows of comma-separated text: `#` begins a line of comment, and the first other line names the columns.
package struct Table: Sendable {
  package let rows: [Row]

  /// The cells of a line, as many as there are columns.
  package struct Row: Sendable {
    package let cells: [String]
    fileprivate let columns: [String: Int]

    package subscript(index: Int) -> String { cells[index] }

    /// nil where the table has no such column.
    package subscript(column: String) -> String? { columns[column].map { cells[$0] } }

    /// The line as it stands in the file.
    package var line: String { cells.joined(separator: ",") }
  }

  /// - Parameter name: what the table is called in errors.
  /// - Throws: ``FileError`` `.tableInvalid` with the line.
  package init(csv text: String, name: String) throws(FileError) {
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { throw FileError(.tableInvalid, "the \(name) is empty") }
    let columns = Dictionary(zip(header, 0...), uniquingKeysWith: { first, _ in first })
    rows = lines.dropFirst().map { Row(cells: $0, columns: columns) }
    if let odd = rows.first(where: { $0.cells.count != header.count }) {
      throw FileError(
        .tableInvalid, "\(name) line '\(odd.line)' has \(odd.cells.count) cells, its header \(header.count)")
    }
  }

  /// A table that comes with a room as a resource.
  package init(resource name: String, file: String = #filePath) {
    guard let url = RoomResources.url(name + ".csv", file: file),
      let text = try? String(contentsOf: url, encoding: .utf8), let table = try? Table(csv: text, name: name)
    else { preconditionFailure("the package's own \(name).csv is missing or damaged") }
    self = table
  }
}
