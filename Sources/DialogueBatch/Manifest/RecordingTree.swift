public import DialogueBake
internal import Foundation

/// A folder of recordings with subfolders: each is a line, called by its way from the folder, with the words that lie beside it.
public struct RecordingTree: Sendable {
  /// By name, folder after folder.
  public let lines: [BatchLine]
  /// What the user should know, one line each.
  public let notes: [String]

  /// What lies beside a recording under its name and says what is said, the first of them that is there.
  private static let timeEnds = ["textgrid", "srt", "vtt", "marks", "words.json", "visemes.json", "timing.json"]
  private static let textEnds = ["txt", "lab"]
  /// Folders within folders beyond this are a link that leads back up.
  private static let mostDepth = 64

  /// - Throws: ``BakeError`` `.noInput` for a folder that cannot be read or holds no recordings.
  public init(_ folder: String) throws(BakeError) {
    let files = try Self.files(below: folder)
    let root = folder.hasSuffix("/") ? folder : folder + "/"
    var beside: [String: String] = [:]
    for file in files { beside[file.lowercased()] = file }
    var lines: [BatchLine] = []
    var stems: [String: String] = [:]
    var twins: [String] = []
    for file in files where Self.isRecording(file) {
      let stem = (file as NSString).deletingPathExtension
      // A line in two formats is one line.
      if let other = stems[stem] {
        twins.append("'\(file)' beside '\(other)'")
        continue
      }
      stems[stem] = file
      var line = BatchLine(id: String(stem.dropFirst(root.count)), audio: file, place: file)
      func found(_ ends: [String]) -> String? { ends.lazy.compactMap { beside["\(stem.lowercased()).\($0)"] }.first }
      if let times = found(Self.timeEnds) {
        line.words = .textGrid(times)
      } else if let text = found(Self.textEnds) {
        line.words = .file(text)
      }
      lines.append(line)
    }
    guard !lines.isEmpty else {
      throw BakeError(.noInput, "there are no recordings below '\(folder)': name another folder, or a manifest")
    }
    self.lines = lines
    notes =
      twins.isEmpty
      ? [] : ["recordings in two formats are one line each, left aside: \(twins.prefix(5).joined(separator: ", "))"]
  }

  /// Whether a name is a recording's.
  static func isRecording(_ path: String) -> Bool {
    RecordingKinds.audio.contains((path as NSString).pathExtension.lowercased())
  }

  /// Files below a folder, hidden ones left out, by name.
  static func files(below folder: String) throws(BakeError) -> [String] {
    var found: [String] = []
    try gather(folder.hasSuffix("/") ? String(folder.dropLast()) : folder, 0, &found)
    return found
  }

  private static func gather(_ folder: String, _ depth: Int, _ found: inout [String]) throws(BakeError) {
    guard depth < mostDepth, let stream = opendir(folder.isEmpty ? "/" : folder) else {
      throw BakeError(.noInput, "the folder '\(folder)' cannot be read: check its permissions")
    }
    var entries: [(name: String, kind: UInt8)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { entries.append((name, entry.pointee.d_type)) }
    }
    closedir(stream)
    for (name, kind) in entries.sorted(by: { $0.name < $1.name }) {
      let path = folder + "/" + name
      var isFolder: ObjCBool = false
      if kind == UInt8(DT_DIR) {
        isFolder = true
      } else if kind != UInt8(DT_REG) {
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      }
      if isFolder.boolValue { try gather(path, depth + 1, &found) } else { found.append(path) }
    }
  }
}
