internal import Foundation

/// The recordings of a folder, and what of it is left aside.
struct RecordingFolder {
  /// Paths, by name.
  let recordings: [String]
  /// What is left aside, one line each.
  let warnings: [String]

  /// - Throws: ``BakeError`` `.noInput` for a folder without recordings.
  init(_ folder: String) throws(BakeError) {
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder).sorted() else {
      throw BakeError(.noInput, "the folder '\(folder)' cannot be read: check its permissions")
    }
    var (found, folders, films): ([String], [String], [String]) = ([], [], [])
    for entry in entries where !entry.hasPrefix(".") {
      let path = (folder as NSString).appendingPathComponent(entry)
      let end = (entry as NSString).pathExtension.lowercased()
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
        folders.append(path)
      } else if RecordingKinds.audio.contains(end) {
        found.append(path)
      } else if RecordingKinds.films.contains(end) {
        films.append(path)
      }
    }
    var warnings: [String] = []
    if !folders.isEmpty {
      warnings.append(
        "subfolders of '\(folder)' are not looked into (\(Self.list(folders))): name those that hold lines too")
    }
    if !films.isEmpty {
      warnings.append("films in '\(folder)' are not baked (\(Self.list(films))): name those whose sound holds lines")
    }
    guard !found.isEmpty else {
      let aside = warnings.isEmpty ? "" : "; " + warnings.joined(separator: "; ")
      throw BakeError(
        .noInput, "the folder '\(folder)' holds no recordings: name audio files or another folder\(aside)")
    }
    recordings = found
    self.warnings = warnings
  }

  private static let mostListed = 5

  private static func list(_ paths: [String]) -> String {
    let more = paths.count > mostListed ? " and \(paths.count - mostListed) more" : ""
    return paths.prefix(mostListed).joined(separator: ", ") + more
  }
}
