package import Foundation

/// Files that come with the program: tables, the model, rigs. They are looked for in standard places, so that a program that is
/// copied with them finds them, and one without them says so.
package enum RoomResources {
  /// Names the folder of resources before all others.
  package static let variable = "MIEN_RESOURCES"

  /// Folders that are looked into, in order: `MIEN_RESOURCES`; the program's own folder, `share/mien` and `lib/mien` beside it;
  /// the user's and the system's `share/mien` (XDG Base Directory Specification).
  /// - Parameter program: the program's file.
  package static func places(
    of program: URL = program, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> [URL] {
    func stated(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let folder = program.deletingLastPathComponent()
    let above = folder.deletingLastPathComponent()
    let own = stated("XDG_DATA_HOME") ?? stated("HOME").map { $0 + "/.local/share" }
    let shared = (stated("XDG_DATA_DIRS") ?? "/usr/local/share:/usr/share").split(separator: ":").map(String.init)
    return [stated(variable)].compactMap { $0.map { URL(fileURLWithPath: $0) } }
      + [folder, above.appendingPathComponent("share/mien"), above.appendingPathComponent("lib/mien")]
      + ([own].compactMap(\.self) + shared).map { URL(fileURLWithPath: $0).appendingPathComponent("mien") }
  }

  /// The program that runs, through links.
  package static let program: URL = {
    let link = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return link.path == "/proc/self/exe" ? URL(fileURLWithPath: CommandLine.arguments[0]) : link
  }()

  /// A resource of the room that asks; nil where it is in none of the places, nor beside the sources that the program was built
  /// from.
  package static func url(_ name: String, file: String = #filePath) -> URL? {
    guard let room = room(of: file) else { return nil }
    return folders(of: room.name, sources: room.sources).map { $0.appendingPathComponent(name) }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// Whether the resources of a room are anywhere.
  package static func areThere(for room: String, file: String = #filePath) -> Bool {
    folders(of: room, sources: Self.room(of: file)?.sources ?? "").contains {
      FileManager.default.fileExists(atPath: $0.path)
    }
  }

  private static func folders(of room: String, sources: String) -> [URL] {
    places().map { $0.appendingPathComponent("mien_\(room).resources") }
      + [URL(fileURLWithPath: sources).appendingPathComponent("\(room)/Resources")]
  }

  /// Of a source file: its room, and the folder of all rooms.
  private static func room(of file: String) -> (name: String, sources: String)? {
    guard let range = file.range(of: "/Sources/", options: .backwards),
      let name = file[range.upperBound...].split(separator: "/").first
    else { return nil }
    return (String(name), String(file[..<range.upperBound]))
  }
}
