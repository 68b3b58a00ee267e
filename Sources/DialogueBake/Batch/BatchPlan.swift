internal import Foundation
internal import Interchange

/// Turns what the user named, files and folders and output patterns, into lines.
public struct BatchPlan: Sendable {
  /// Extensions taken from a folder.
  static let audioExtensions: Set<String> = [
    "wav", "flac", "ogg", "oga", "opus", "mp3", "aif", "aiff", "aifc", "au", "caf", "w64", "rf64",
  ]

  /// The lines, in the order of the inputs; those of a folder by name.
  public let lines: [DialogueLine]
  /// Folders that outputs with {name} in them lie in: they are made where they are missing.
  private let folders: [String]

  /// - Parameter transcript: may name a file a recording, with {name} for the recording's name.
  /// - Parameter registry: what can be written.
  /// - Throws: ``BakeError`` where inputs are missing or outputs would overwrite each other.
  public init(
    inputs: [String], outputs: [String], transcript: TranscriptSource? = nil, registry: OutputRegistry
  ) throws(BakeError) {
    guard !outputs.isEmpty else { throw BakeError(.usage, "no output was named: add -o FILE") }
    for output in outputs { _ = try registry.output(output) }
    var audio: [String] = []
    var cameFromFolder = false
    for input in inputs {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: input, isDirectory: &isFolder), isFolder.boolValue {
        audio += try Self.recordings(in: input)
        cameFromFolder = true
      } else {
        audio.append(input)
      }
    }
    let isBatch = audio.count > 1 || cameFromFolder
    if isBatch, let fixed = outputs.first(where: { !$0.contains("{name}") }) {
      throw BakeError(
        .usage, "\(audio.count) lines cannot share the output '\(fixed)': use a pattern such as 'out/{name}.glb'")
    }
    if isBatch, let transcript, !transcript.isPattern {
      throw BakeError(
        .usage,
        "\(audio.count) lines cannot share one transcript: use a pattern such as --transcript 'texts/{name}.txt'")
    }
    lines = audio.map { path in
      let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
      return DialogueLine(
        audio: path, outputs: outputs.map { $0.replacingOccurrences(of: "{name}", with: name) },
        transcript: transcript?.named(name))
    }
    let patterns = outputs.indices.filter { outputs[$0].contains("{name}") }
    folders = Set(lines.flatMap { line in patterns.map { (line.outputs[$0] as NSString).deletingLastPathComponent } })
      .filter { !$0.isEmpty }.sorted()
    try checkOutputsDiffer()
  }

  /// Makes the folders that patterns name. A single path names a folder that must be there: it may be mistyped.
  /// - Throws: ``BakeError`` `.cannotCreate`.
  public func makeFolders() throws(BakeError) {
    for folder in folders {
      do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
        throw BakeError(.cannotCreate, "cannot make the folder '\(folder)': choose another place")
      }
    }
  }

  private func checkOutputsDiffer() throws(BakeError) {
    var owner: [String: String] = [:]
    for line in lines {
      for output in line.outputs {
        let path = URL(fileURLWithPath: output).standardizedFileURL.path
        if let other = owner[path] {
          let whose =
            other == line.audio ? "'\(line.audio)' names it twice" : "'\(other)' and '\(line.audio)' both make it"
          throw BakeError(.usage, "the output '\(output)' would be overwritten (\(whose)): give each its own name")
        }
        if path == URL(fileURLWithPath: line.audio).standardizedFileURL.path {
          throw BakeError(.usage, "the output '\(output)' is the recording itself: name another file")
        }
        owner[path] = line.audio
      }
    }
  }

  private static func recordings(in folder: String) throws(BakeError) -> [String] {
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw BakeError(.noInput, "the folder '\(folder)' cannot be read: check its permissions")
    }
    let found = entries.filter {
      audioExtensions.contains(($0 as NSString).pathExtension.lowercased()) && !$0.hasPrefix(".")
    }
    guard !found.isEmpty else {
      throw BakeError(.noInput, "the folder '\(folder)' holds no recordings: name audio files or another folder")
    }
    return found.sorted().map { (folder as NSString).appendingPathComponent($0) }
  }
}
