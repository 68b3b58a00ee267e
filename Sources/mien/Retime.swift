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

  @OptionGroup var files: ConversionOptions

  @OptionGroup var model: ModelOptions

  func run() throws {
    var inputs = InputFiles()
    model.add(to: &inputs)
    inputs.add(.clip, clip)
    inputs.add(.recording, old)
    inputs.add(.recording, new)
    try files.run(inputs) { converter throws(BakeError) in
      try converter.retime(
        clip, onto: .file(new), from: .file(old), with: Retiming(model: try model.load()), to: files.output)
    }
  }
}
