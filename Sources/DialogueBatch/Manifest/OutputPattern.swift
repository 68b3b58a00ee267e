internal import DialogueBake
internal import Foundation

/// The pattern of an output's path: `{character}/{language}/{id}.glb`.
struct OutputPattern {
  /// What may stand in braces.
  static let names = ["id", "name", "folder", "character", "language", "audio", "take"]

  let text: String
  private let parts: [Part]

  private enum Part {
    case plain(String)
    case field(String)
  }

  /// - Throws: ``BakeError`` `.usage` for braces that are not known.
  init(_ text: String) throws(BakeError) {
    self.text = text
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      guard let shut = rest[open...].firstIndex(of: "}") else { break }
      let name = String(rest[rest.index(after: open)..<shut])
      guard Self.names.contains(name) else {
        throw BakeError(
          .usage,
          "'{\(name)}' in the output '\(text)' is nothing that a line has: use \(Self.names.map { "{\($0)}" }.joined(separator: ", "))"
        )
      }
      if open > rest.startIndex { parts.append(.plain(String(rest[..<open]))) }
      parts.append(.field(name))
      rest = rest[rest.index(after: shut)...]
    }
    if !rest.isEmpty { parts.append(.plain(String(rest))) }
    self.parts = parts
    guard !text.isEmpty, !text.hasPrefix("/"), !text.split(separator: "/").contains("..") else {
      throw BakeError(.usage, "the output '\(text)' leaves the output folder: write a path below it, as '{id}.glb'")
    }
  }

  /// Whether two takes of a line have two paths.
  var tellsTakes: Bool {
    parts.contains { part in
      if case .field("take") = part { return true }
      return false
    }
  }

  /// The path of a line, below the output folder.
  /// - Throws: ``BakeError`` `.usage` where the line lacks what a brace asks for, or the path would leave the folder.
  func path(of line: BatchLine, take: Int) throws(BakeError) -> String {
    var path = ""
    for part in parts {
      switch part {
      case .plain(let text): path += text
      case .field(let name):
        guard let value = Self.value(name, line, take) else {
          throw BakeError(
            .usage, "\(line.place): the line '\(line.id)' has no \(name), which the output '\(text)' names")
        }
        path += value
      }
    }
    guard path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }), !path.hasPrefix("/"),
      !path.split(separator: "/", omittingEmptySubsequences: false).contains(where: {
        $0 == ".." || $0 == "." || $0.isEmpty
      })
    else {
      throw BakeError(
        .usage,
        "\(line.place): the line '\(line.id.prefix(80))' would be written to '\(path.prefix(120))', which leaves the output folder or is no path: rename it"
      )
    }
    return path
  }

  private static func value(_ name: String, _ line: BatchLine, _ take: Int) -> String? {
    func stated(_ text: String) -> String? { text.isEmpty ? nil : text }
    switch name {
    case "id": return line.id
    case "name": return (line.id as NSString).lastPathComponent
    case "folder": return stated((line.id as NSString).deletingLastPathComponent)
    case "character": return stated(line.character)
    case "language": return stated(line.language)
    case "audio": return ((line.audio as NSString).lastPathComponent as NSString).deletingPathExtension
    default: return String(take)
    }
  }
}
