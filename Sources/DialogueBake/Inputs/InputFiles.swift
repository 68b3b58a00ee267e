internal import Files
internal import Foundation

/// The table of what a piece of work reads, by role: no output may be one of these files, however either is spelled.
///
/// Files are compared by device and inode, so links of both kinds are seen through.
public struct InputFiles: Sendable {
  /// What can be an input.
  public enum Role: String, Sendable, CaseIterable {
    case recording, clip, rig, transcript
    case textGrid = "TextGrid"
    case settings = "settings file"
    case flame = "FLAME model"
    case model = "model package"
    case manifest
    case characters = "characters' file"
    case checks = "file of checks"
  }

  private var entries: [(role: Role, path: String)] = []

  /// An empty table.
  public init() {}

  /// Adds a file or a folder where there is one.
  public mutating func add(_ role: Role, _ path: String?) {
    if let path { entries.append((role, path)) }
  }

  /// Adds the files that hold a line's words.
  public mutating func add(_ transcript: TranscriptSource?) {
    switch transcript?.words {
    case .file(let path): add(.transcript, path)
    case .textGrid(let path): add(.textGrid, path)
    case .text, nil: break
    }
  }

  /// Adds what a line is made from.
  public mutating func add(_ line: DialogueLine) {
    add(.recording, line.audio)
    add(line.transcript)
    add(.clip, line.keep?.edited)
    add(.clip, line.keep?.baked)
  }

  /// Adds all that another table holds.
  public mutating func add(_ other: InputFiles) { entries += other.entries }

  /// Holds outputs against the table, and against each other, before any work is spent.
  /// - Throws: ``BakeError`` `.usage`, which names the output and what it would write over.
  public func check(outputs: [String]) throws(BakeError) {
    var made: [FileIdentity: String] = [:]
    for output in outputs {
      let identity = FileIdentity(output)
      if identity.kind == .special { continue }  // takes any number of files, and keeps none
      if let other = made[identity] {
        throw BakeError(
          .usage,
          other == output
            ? "the output '\(output)' is named twice: give each its own name"
            : "the outputs '\(other)' and '\(output)' are the same file: give each its own name")
      }
      made[identity] = output
    }
    var owners: [FileIdentity: (role: Role, path: String)] = [:]
    var scenes: [SceneCompanions] = []
    for (role, path) in entries {
      for part in Self.files(role, path) where owners[FileIdentity(part)] == nil {
        owners[FileIdentity(part)] = (role, part)
        if role == .rig || role == .clip { scenes.append(SceneCompanions(scene: part)) }
      }
    }
    for output in outputs {
      let identity = FileIdentity(output)
      if let owner = owners[identity] {
        throw Self.refusal(output, "is the \(owner.role.rawValue) '\(owner.path)' itself")
      }
      if identity.kind == .file, let scene = scenes.first(where: { $0.names(output) }) {
        throw Self.refusal(output, "belongs to '\(scene.scene)', which names it")
      }
    }
  }

  /// The files of the table, as far as they are there.
  package var paths: [String] { entries.flatMap { Self.files($0.role, $0.path) } }

  /// The files that a rig is read from.
  package static func parts(ofRig path: String) -> [String] { files(.rig, path) }

  private static func refusal(_ output: String, _ fact: String) -> BakeError {
    BakeError(.usage, "the output '\(output)' \(fact), and would be written over: name another file")
  }

  /// The files that an input is made of: itself, and of folders and sets of shapes what is read of them.
  private static func files(_ role: Role, _ path: String) -> [String] {
    switch (role, FileIdentity(path).kind) {
    case (.rig, .folder): return RigParts.files(inFolder: path)
    case (.rig, _): return RigParts.files(ofScene: path)
    case (.model, .folder):
      return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).map {
        (path as NSString).appendingPathComponent($0)
      }
    default: return [path]
    }
  }
}
