internal import DialogueBake
internal import Files
internal import Foundation
internal import Phonetics

/// Which heading of a manifest says what.
struct ManifestLayout {
  private var headings: [ManifestColumn: String] = [:]
  /// Headings that are settings of a bake.
  private var settings: [String] = []
  private let name: String
  /// What the user should know, one line each.
  private(set) var notes: [String] = []

  /// - Throws: ``BakeError`` `.usage` for a heading that is asked for and missing, `.badData` for a manifest without ids and
  ///   recordings.
  init(_ table: ManifestTable, headings asked: [ManifestColumn: String], name: String) throws(BakeError) {
    self.name = name
    for (column, heading) in asked {
      guard let found = table.headings.first(where: { $0.caseInsensitiveCompare(heading) == .orderedSame }) else {
        throw BakeError(
          .usage, "'\(name)' has no column '\(heading)': its columns are \(table.headings.joined(separator: ", "))")
      }
      headings[column] = found
    }
    let taken = Set(headings.values)
    var unused: [String] = []
    let settingNames = Set(BakeSettings.table.flatMap { [$0.name] + $0.aliases })
    for heading in table.headings where !taken.contains(heading) && !heading.isEmpty {
      if let column = Self.column(heading, table), asked[column] == nil,
        column != .audio || column.isOwnName(heading) || Self.holdsSound(heading, table)
      {
        if headings[column].map({ column.isOwnName($0) }) != true {
          if let other = headings[column], !column.isOwnName(heading) { unused.append(other) }
          headings[column] = heading
        } else {
          unused.append(heading)
        }
      } else if settingNames.contains(heading) {
        settings.append(heading)
      } else {
        unused.append(heading)
      }
    }
    guard headings[.id] != nil || headings[.audio] != nil else {
      throw BakeError(
        .badData,
        "'\(name)' has neither a column 'id' nor 'audio': name them so, or say which they are with --column id=HEADING (its"
          + " columns: \(table.headings.joined(separator: ", ")))")
    }
    if !unused.isEmpty { notes.append("'\(name)': columns that are not used: \(unused.joined(separator: ", "))") }
  }

  /// What a heading means; what two kinds of sheets use for two things is told by the first cell below it.
  private static func column(_ heading: String, _ table: ManifestTable) -> ManifestColumn? {
    let column = ManifestColumn.named(heading)
    guard let column, !column.isOwnName(heading) else { return column }
    if column == .character, holdsSound(heading, table) { return .audio }
    guard column == .start || column == .end, let cell = firstCell(heading, table) else { return column }
    return ClockTime.seconds(cell) == nil ? .outputs : column
  }

  private static func firstCell(_ heading: String, _ table: ManifestTable) -> String? {
    table.rows.lazy.compactMap { $0.cells[heading] }.first?.trimmingCharacters(in: .whitespaces)
  }

  /// Styles of OpenFaceFX, as manners of articulation.
  private static let articulations = [
    "neutral": "normal", "whisper": "whispered", "mumble": "mumbled", "tense": "clear", "exaggerated": "clear",
    "broad": "clear",
  ]

  /// Whether the first cell below a heading is a recording's name; sheets have "file" for other things, too.
  private static func holdsSound(_ heading: String, _ table: ManifestTable) -> Bool {
    firstCell(heading, table).map(RecordingTree.isRecording) ?? false
  }

  /// - Throws: ``BakeError`` with the row's place.
  func line(_ row: ManifestTable.Row, folder: String, finder: RecordingFinder) throws(BakeError) -> BatchLine {
    func cell(_ column: ManifestColumn) -> String? {
      guard let heading = headings[column], let cell = row.cells[heading] else { return nil }
      let trimmed = column == .text ? cell : cell.trimmingCharacters(in: .whitespacesAndNewlines)
      return trimmed.isEmpty ? nil : trimmed
    }
    func path(_ stated: String) -> String {
      let plain = stated.replacingOccurrences(of: "\\", with: "/")
      return plain.hasPrefix("/") ? plain : folder == "." ? plain : folder + "/" + plain
    }
    let stated = cell(.audio)
    guard let id = cell(.id) ?? stated.map({ (($0 as NSString).deletingPathExtension as NSString).lastPathComponent })
    else {
      throw BakeError(.badData, "\(row.place) has no id: give every line its own")
    }
    let language = cell(.language) ?? ""
    guard let audio = stated.map(path) ?? finder.recording(of: id, language: language) else {
      throw BakeError(
        .badData,
        "\(row.place): the line '\(id)' names no recording, and none in '\(finder.folder)' has its name: fill in the column"
          + " 'audio', or name their folder with --audio")
    }
    var line = BatchLine(id: id, audio: audio, place: row.place)
    line.language = language
    line.character = cell(.character) ?? ""
    line.rig = cell(.rig)
    line.outputs = cell(.outputs).map(Self.list) ?? []
    if let timings = cell(.timings) {
      line.words = .textGrid(path(timings))
    } else if let text = cell(.text), !text.allSatisfy(\.isWhitespace) {
      line.words = .text(text)
    }
    line.span = try span(cell(.start), cell(.end), row.place)
    for name in settings { line.settings[name] = row.cells[name] }
    if let style = line.settings["style"], let manner = Self.articulations[style.lowercased()] {
      line.settings["style"] = nil
      line.settings["articulation"] = manner
    }
    line.settings["emotion"] = cell(.feeling) ?? line.settings["emotion"]
    line.settings["direction"] = cell(.direction) ?? line.settings["direction"]
    line.settings["channel"] = cell(.channel) ?? line.settings["channel"]
    return line
  }

  private func span(_ start: String?, _ end: String?, _ place: String) throws(BakeError) -> Range<Double>? {
    func time(_ text: String) throws(BakeError) -> Double {
      guard let seconds = ClockTime.seconds(text) else {
        throw BakeError(.badData, "\(place): '\(text.prefix(40))' is no time: write seconds (12.5) or 0:00:12.5")
      }
      return seconds
    }
    guard start != nil || end != nil else { return nil }
    let from = try start.map(time) ?? 0
    let to = try end.map(time) ?? Self.endOfTime
    guard from < to else { throw BakeError(.badData, "\(place): the line ends (\(to) s) before it begins (\(from) s)") }
    return from..<to
  }

  /// The end of a line that has a start alone: beyond any recording's, seconds.
  private static let endOfTime = 1e6

  private static func list(_ cell: String) -> [String] {
    cell.split { $0 == ";" || $0 == "|" || $0.isNewline }.map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }
}
