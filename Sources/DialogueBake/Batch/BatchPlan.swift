internal import FacePerformance
internal import Foundation
internal import Interchange

/// Turns what the user named, files and folders and output patterns, into lines.
public struct BatchPlan: Sendable {
  /// The lines, in the order of the inputs; those of a folder by name.
  public let lines: [DialogueLine]
  /// What of the named folders is left aside, one line each.
  public let warnings: [String]
  /// Folders that outputs with {name} in them lie in: they are made where they are missing.
  private let folders: [String]

  /// - Parameter transcript: may name a file a recording, with {name} for the recording's name.
  /// - Parameter registry: what can be written.
  /// - Parameter takes: how many of each line; with more than one, {take} stands for the take's number in every output.
  /// - Parameter keep: an earlier bake that was edited; {name} in its paths is the recording's name.
  /// - Parameter reading: what is read beside the recordings and their words; no output may be one of those files either.
  /// - Throws: ``BakeError`` where inputs are missing or outputs would overwrite each other or an input.
  public init(
    inputs: [String], outputs: [String], transcript: TranscriptSource? = nil, registry: OutputRegistry,
    takes: Int = 1, keep: EditedClip? = nil, reading: InputFiles = InputFiles()
  ) throws(BakeError) {
    guard !outputs.isEmpty else { throw BakeError(.usage, "no output was named: add -o FILE") }
    for output in outputs { _ = try registry.output(output) }
    var audio: [String] = []
    var warnings: [String] = []
    var cameFromFolder = false
    for input in inputs {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: input, isDirectory: &isFolder), isFolder.boolValue {
        let folder = try RecordingFolder(input)
        audio += folder.recordings
        warnings += folder.warnings
        cameFromFolder = true
      } else {
        audio.append(input)
      }
    }
    self.warnings = warnings
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
    if isBatch, let keep, !keep.isPattern {
      throw BakeError(
        .usage, "\(audio.count) lines cannot share the edits of one: use a pattern such as --keep 'edited/{name}.csv'")
    }
    if takes > 1, let shared = outputs.first(where: { !$0.contains("{take}") }) {
      throw BakeError(
        .usage, "\(takes) takes cannot share the output '\(shared)': use a pattern such as 'line-{take}.glb'")
    }
    lines = audio.map { path in
      let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
      var parts: [String: LinePart] = [:]
      func paths(_ take: Int) -> [String] {
        outputs.flatMap { output in
          let path = output.replacingOccurrences(of: "{take}", with: String(take))
            .replacingOccurrences(of: "{name}", with: name)
          guard path.contains("{layer}") else { return [path] }
          return LinePart.allCases.map { part in
            let path = path.replacingOccurrences(of: "{layer}", with: part.name)
            parts[path] = part
            return path
          }
        }
      }
      let first = paths(1)
      let later = takes > 1 ? (2...takes).map(paths) : []
      return DialogueLine(
        audio: path, outputs: first, transcript: transcript?.named(name), laterTakes: later, parts: parts,
        keep: keep?.named(name))
    }
    // Outputs of patterns differ from what the user wrote.
    let fixed = Set(outputs)
    var folders: Set<String> = []
    for path in lines.flatMap(\.outputsOfAllTakes) where !fixed.contains(path) {
      folders.insert((path as NSString).deletingLastPathComponent)
    }
    self.folders = folders.filter { !$0.isEmpty }.sorted()
    try checkOutputs(reading)
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

  /// No line's output may be another output, or what any line is made from.
  private func checkOutputs(_ reading: InputFiles) throws(BakeError) {
    var read = reading
    for line in lines { read.add(line) }
    var seen: [String: String] = [:]
    for line in lines {
      for output in line.outputsOfAllTakes {
        if let other = seen[output], other != line.audio {
          throw BakeError(
            .usage,
            "the output '\(output)' would be overwritten ('\(other)' and '\(line.audio)' both make it): give each its own"
              + " name")
        }
        seen[output] = line.audio
      }
    }
    try read.check(outputs: lines.flatMap(\.outputsOfAllTakes))
  }
}
