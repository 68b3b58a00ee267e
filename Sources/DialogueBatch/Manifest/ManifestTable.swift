internal import DialogueBake
internal import Foundation

/// What a manifest's file holds before it is understood: headings with cells, row by row, whatever the file's form.
struct ManifestTable {
  /// A row: what it says by heading, and where it stands.
  struct Row {
    let place: String
    let cells: [String: String]
  }

  /// In the order of the file; those of JSON and YAML by name.
  let headings: [String]
  let rows: [Row]

  /// Reads CSV and TSV (told by the name, else by the first line), JSON, JSON lines and YAML.
  /// - Throws: ``BakeError`` `.badData`.
  init(_ text: String, name: String) throws(BakeError) {
    let end = (name as NSString).pathExtension.lowercased()
    switch end {
    case "json", "jsonl", "ndjson": try self.init(json: text, name: name)
    case "yaml", "yml": try self.init(yaml: text, name: name)
    default: try self.init(delimited: text, separator: end == "tsv" || end == "tab" ? "\t" : nil, name: name)
    }
  }

  private init(delimited text: String, separator: Character?, name: String) throws(BakeError) {
    let rows = try DelimitedText(text, separator: separator, name: name).rows
    guard let header = rows.first else { throw Self.empty(name) }
    headings = header.cells.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    var made: [Row] = []
    made.reserveCapacity(rows.count)
    for row in rows.dropFirst() {
      if let surplus = row.cells.dropFirst(headings.count).first(where: { !$0.isEmpty }) {
        throw BakeError(
          .badData,
          "'\(name)' line \(row.line) has \(row.cells.count) cells ('\(surplus.prefix(40))'), its header \(headings.count):"
            + " quote cells that hold the separator")
      }
      var cells: [String: String] = [:]
      for (heading, cell) in zip(headings, row.cells) where !cell.isEmpty { cells[heading] = cell }
      made.append(Row(place: "\(name):\(row.line)", cells: cells))
    }
    self.rows = made
  }

  private init(json text: String, name: String) throws(BakeError) {
    var values: [Any] = []
    if let whole = try? JSONSerialization.jsonObject(with: Data(text.utf8)) {
      let object = whole as? [String: Any]
      values = (whole as? [Any]) ?? (object?["lines"] as? [Any]) ?? (object.map { $0.isEmpty ? [] : [$0] } ?? [])
    } else {
      for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
        guard let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)) else {
          throw BakeError(.badData, "'\(name)' is not JSON (line \(index + 1)): write a list of objects, or one a line")
        }
        values.append(value)
      }
    }
    var rows: [Row] = []
    for (index, value) in values.enumerated() {
      guard let object = value as? [String: Any] else {
        throw BakeError(
          .badData, "'\(name)': entry \(index + 1) is no object: write {\"id\": …, \"audio\": …} for each line")
      }
      rows.append(Row(place: "\(name):\(index + 1)", cells: object.compactMapValues(Self.text)))
    }
    try self.init(rows, name: name)
  }

  private init(yaml text: String, name: String) throws(BakeError) {
    let root = try YAMLTree(text, name: name)
    let entries = root.list ?? root.map?.first { $0.key == "lines" }?.value.list ?? []
    var rows: [Row] = []
    for (index, entry) in entries.enumerated() {
      guard let map = entry.map else {
        throw BakeError(
          .badData, "'\(name)': entry \(index + 1) is no mapping: write '- id: …' and 'audio: …' for each line")
      }
      var cells: [String: String] = [:]
      for (key, value) in map {
        cells[key] = value.text ?? value.list?.compactMap(\.text).joined(separator: Self.listMark)
      }
      rows.append(Row(place: "\(name):\(index + 1)", cells: cells))
    }
    try self.init(rows, name: name)
  }

  private init(_ rows: [Row], name: String) throws(BakeError) {
    guard !rows.isEmpty else { throw Self.empty(name) }
    self.rows = rows
    headings = Set(rows.flatMap(\.cells.keys)).sorted()
  }

  /// Between the parts of a list in a cell.
  static let listMark = ";"

  private static func text(_ value: Any) -> String? {
    switch value {
    case let text as String: text
    case let list as [Any]: list.compactMap(text).joined(separator: listMark)
    case let number as NSNumber: "\(number)"
    default: nil
    }
  }

  static func empty(_ name: String) -> BakeError {
    BakeError(
      .badData, "the manifest '\(name)' has no rows: write a line of headings (id,audio,text …) and a row a line")
  }
}
