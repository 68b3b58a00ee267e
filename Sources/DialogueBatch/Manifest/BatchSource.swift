public import DialogueBake
internal import Foundation

/// Where lines come from, by what a path leads to: a folder of recordings, a manifest, or one recording.
public struct BatchSource: Sendable {
  private let manifests: ManifestReader

  private static let manifestEnds: Set<String> = ["csv", "tsv", "tab", "json", "jsonl", "ndjson", "yaml", "yml", "txt"]

  /// - Parameter manifests: how manifests are read.
  public init(manifests: ManifestReader) { self.manifests = manifests }

  /// Whether a path is a manifest's, by its end.
  public static func isManifest(_ path: String) -> Bool {
    manifestEnds.contains((path as NSString).pathExtension.lowercased())
  }

  /// The lines of a source, and what the user should know of it, one line each.
  /// - Throws: ``BakeError``.
  public func lines(at path: String) throws(BakeError) -> (lines: [BatchLine], notes: [String]) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw BakeError(.noInput, "there is no '\(path)': name a folder of recordings or a manifest")
    }
    if isFolder.boolValue {
      let tree = try RecordingTree(path)
      return (tree.lines, tree.notes)
    }
    if Self.isManifest(path) { return try manifests.lines(at: path) }
    let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    return ([BatchLine(id: name, audio: path, place: path)], [])
  }

  /// Lines of each speaker of recordings that have a channel for each: a speaker's face listens while others speak.
  /// - Parameter names: who speaks in each channel, from the first on.
  public static func parted(_ lines: [BatchLine], among names: [String]) -> [BatchLine] {
    lines.flatMap { line in
      names.enumerated().map { index, name in
        var part = BatchLine(id: "\(line.id).\(name)", audio: line.audio, place: line.place)
        (part.span, part.words, part.language, part.rig, part.outputs) = (
          line.span, nil, line.language, line.rig, line.outputs
        )
        part.settings = line.settings
        part.settings["channel"] = String(index + 1)
        part.character = name
        return part
      }
    }
  }
}
