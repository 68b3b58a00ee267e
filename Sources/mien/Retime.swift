internal import ArgumentParser
internal import DialogueBake
internal import FaceRig
internal import Interchange

/// `mien retime`
struct Retime: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes a clip to a new recording of the same words.",
    discussion: """
      Examples:
        mien retime take.csv --old first.wav --new second.wav -o second.csv
        mien retime edited.glb --old english.wav --new english-again.wav --rig hero.glb -o again.glb

      The result has the clip's rate and the new recording's length; head, eyes and brows go with the words, and no closure of
      the lips is lost. Recordings that do not say the same words are refused.
      """)

  @Argument(help: ArgumentHelp("A file with curves or an animated head.", valueName: "clip"))
  var clip: String

  @Option(help: ArgumentHelp("The recording that the clip was made for.", valueName: "audio"))
  var old: String

  @Option(help: ArgumentHelp("The new recording of the same words.", valueName: "audio"))
  var new: String

  @Option(
    name: [.short, .customLong("output")], help: ArgumentHelp("File to write; may be repeated.", valueName: "file"))
  var output: [String]

  @OptionGroup var rig: RigOptions

  @OptionGroup(title: "Files") var export: ExportOptions

  @OptionGroup var model: ModelOptions

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    guard !output.isEmpty else { throw ValidationError("no output was named: add -o FILE") }
  }

  func run() throws {
    do {
      var inputs = InputFiles()
      rig.add(to: &inputs)
      export.add(to: &inputs)
      model.add(to: &inputs)
      inputs.add(.clip, clip)
      inputs.add(.recording, old)
      inputs.add(.recording, new)
      try inputs.check(outputs: output)
      let rig = try rig.load()
      var settings = try BakeSettings(file: nil, [export])
      try export.addFlame(to: &settings)
      var reading = ImportSettings()
      (reading.rig, reading.flame) = (rig, settings.export.flame)
      let converter = Converter(
        rig: rig, reading: reading, writing: settings.export, keepsRate: export.fps == nil, inputs: inputs)
      let remarks = try converter.retime(
        clip, onto: .file(new), from: .file(old), with: Retiming(model: try model.load()), to: output)
      guard !quiet else { return }
      for words in rig.remarks + remarks { CommandFailure.say("warning: \(words)") }
      for path in output { try StandardStreams.print(path) }
    } catch {
      throw CommandFailure.ending(error)
    }
  }
}
