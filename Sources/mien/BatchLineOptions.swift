internal import ArgumentParser
internal import DialogueBake
internal import DialogueBatch
internal import Foundation

/// Where the lines of a batch come from and go to.
struct BatchLineOptions: SettingOptions {
  @Option(
    name: .customLong("into"),
    help: ArgumentHelp(
      "The folder that everything is written below; what is kept of a batch lies in its '.mien'.", valueName: "folder"))
  var folder: String

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "File to make of each line, below that folder; may be repeated. {id}, {name}, {folder}, {character}, {language}, {audio},"
        + " {take} stand for the line's. Default: {id}.glb.", valueName: "pattern"))
  var output: [String] = []

  @Option(
    help: ArgumentHelp(
      "A heading of the manifest and what it is: text=Dialogue; may be repeated.", valueName: "column=heading"))
  var column: [String] = []

  @Option(
    help: ArgumentHelp("Where the recordings lie of rows that name none: they are found by id.", valueName: "folder"))
  var audio: String?

  @Option(help: ArgumentHelp("A YAML file of characters: rig, settings and outputs of each.", valueName: "file"))
  var characters: String?

  @Option(
    help: ArgumentHelp(
      "Who speaks in each channel of the recordings, from the first on: each has lines of their own, and listens meanwhile.",
      valueName: "names"))
  var speakers: String?

  @Option(help: ArgumentHelp(setting: "language", valueName: "code")) var language: String?

  var given: [(name: String, value: String)] { Self.given([("language", language)]) }

  /// All lines of some sources.
  /// - Throws: ``BakeError``.
  func read(_ sources: [String], inputs: inout InputFiles) throws(BakeError) -> (lines: [BatchLine], notes: [String]) {
    var columns: [String: String] = [:]
    for text in column {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw BakeError(.usage, "--column '\(text)' is not column=heading: write --column text=Dialogue")
      }
      columns[parts[0]] = parts[1]
    }
    let source = BatchSource(manifests: try ManifestReader(columns: columns, audioFolder: audio))
    var (lines, notes): ([BatchLine], [String]) = ([], [])
    for path in sources {
      let (more, remarks) = try source.lines(at: path)
      lines += more
      notes += remarks
      if BatchSource.isManifest(path) { inputs.add(.manifest, path) }
    }
    if let speakers {
      let names = speakers.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      lines = BatchSource.parted(lines, among: names)
    }
    return (lines, notes)
  }
}
