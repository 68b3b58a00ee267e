public import DialogueBake
internal import Files
internal import Foundation
internal import Phonetics

/// Reads manifests: sheets of lines in CSV, TSV, JSON or YAML, as people keep them and dialogue tools export them.
public struct ManifestReader: Sendable {
  /// Headings that mean a column, where they are not known by themselves: "text" → "Dialogue".
  private let headings: [ManifestColumn: String]
  /// Where recordings lie whose rows name none: they are found by the row's id. Nil for the manifest's own folder.
  private let audioFolder: String?

  /// A manifest of 100,000 lines has about 20 MB.
  private static let greatestBytes = 512_000_000

  /// - Parameter columns: headings of the manifest by column: `["text": "Dialogue"]`.
  /// - Throws: ``BakeError`` `.usage` for a column that is none.
  public init(columns: [String: String] = [:], audioFolder: String? = nil) throws(BakeError) {
    var headings: [ManifestColumn: String] = [:]
    for (name, heading) in columns {
      guard let column = ManifestColumn(rawValue: name) else {
        let known = ManifestColumn.allCases.map(\.rawValue)
        let hint =
          NearestName.of(name, among: known).map { "did you mean '\($0)'?" }
          ?? "use one of \(known.joined(separator: ", "))"
        throw BakeError(.usage, "a manifest has no column '\(name)': \(hint)")
      }
      headings[column] = heading
    }
    self.headings = headings
    self.audioFolder = audioFolder
  }

  /// The lines of a manifest; paths in it start from its folder.
  /// - Returns: the lines, and what the user should know, one line each.
  /// - Throws: ``BakeError`` `.noInput`, `.badData`, `.usage`.
  public func lines(at path: String) throws(BakeError) -> (lines: [BatchLine], notes: [String]) {
    let text: String
    do {
      text = try TextFile.read(URL(fileURLWithPath: path), what: "manifest", mostBytes: Self.greatestBytes)
    } catch {
      throw BakeError(error.code == .notText ? .badData : .noInput, error.message)
    }
    let folder = (path as NSString).deletingLastPathComponent
    return try lines(of: text, name: (path as NSString).lastPathComponent, folder: folder.isEmpty ? "." : folder)
  }

  /// The lines of a manifest's text.
  /// - Parameter folder: from which paths in it start.
  public func lines(
    of text: String, name: String, folder: String
  ) throws(BakeError) -> (lines: [BatchLine], notes: [String]) {
    let table = try ManifestTable(text, name: name)
    let layout = try ManifestLayout(table, headings: headings, name: name)
    let finder = RecordingFinder(folder: audioFolder ?? folder)
    var lines: [BatchLine] = []
    lines.reserveCapacity(table.rows.count)
    for row in table.rows { lines.append(try layout.line(row, folder: folder, finder: finder)) }
    guard !lines.isEmpty else { throw ManifestTable.empty(name) }
    return (lines, layout.notes)
  }
}
