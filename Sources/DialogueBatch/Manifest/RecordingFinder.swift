internal import Foundation

/// Finds the recordings of rows that name none: by the row's id, anywhere below a folder.
final class RecordingFinder {
  let folder: String
  /// Paths by name without its end; made when the first is looked for.
  private lazy var byName: [String: [String]] = {
    var found: [String: [String]] = [:]
    for path in (try? RecordingTree.files(below: folder)) ?? [] where RecordingTree.isRecording(path) {
      found[((path as NSString).lastPathComponent as NSString).deletingPathExtension.lowercased(), default: []].append(
        path)
    }
    return found
  }()

  init(folder: String) { self.folder = folder }

  /// The recording that has an id for its name; of several, the one in the language's folder, else the first by name.
  func recording(of id: String, language: String) -> String? {
    let name = (id as NSString).lastPathComponent.lowercased()
    guard let paths = byName[name] else { return nil }
    let parts = Set([language.lowercased(), LanguageCode.voice(language)])
    return paths.first { path in path.lowercased().split(separator: "/").contains { parts.contains(String($0)) } }
      ?? paths.first
  }
}
