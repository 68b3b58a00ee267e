internal import ArgumentParser
internal import DialogueBake
internal import FaceCurves
internal import FaceRig
internal import Interchange

/// `mien convert`
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes a clip from one format to others, onto a rig or as curves.",
    discussion: """
      Examples:
        mien convert take.csv --rig hero.fbx -o hero-take.fbx
        mien convert line.glb -o line.csv -o line.npz
        mien convert scan-vertices.npz --rig hero.fbx --steadiness 0.5 -o take.csv
        mien convert take.csv --fps 24 --keys reduced -o take.unity.anim

      'mien formats' lists what is read and written.
      """)

  @Argument(help: ArgumentHelp("A file with curves or an animated head.", valueName: "clip"))
  var clip: String

  @OptionGroup var files: ConversionOptions

  @Option(
    help: """
      How the lateral columns of a Live Link .csv that is read are meant: as-labelled, app-compatible, or auto: takes of the \
      iOS app are told by their time of day.
      """)
  var readLateral: String = "auto"

  @Option(
    help: ArgumentHelp("Frames a second of numpy arrays that do not say theirs.", valueName: "rate"),
    transform: ExportOptions.frameRate)
  var readFps: FrameRate?

  @OptionGroup(title: "From vertices to weights") var solve: SolveOptions

  func validate() throws {
    guard readLateral == "auto" || LiveLinkLateral(rawValue: readLateral) != nil else {
      throw ValidationError(
        "'\(readLateral)' is no reading of the lateral columns: use auto, as-labelled or app-compatible")
    }
  }

  func run() throws {
    var inputs = InputFiles()
    inputs.add(.clip, clip)
    var reading = ImportSettings(liveLinkLateral: LiveLinkLateral(rawValue: readLateral))
    reading.frameRate = readFps
    (reading.solve, reading.cancelsOpposed) = (solve.settings, solve.cancelOpposed)
    try files.run(inputs, reading: reading) { converter throws(BakeError) in
      try converter.convert(clip, to: files.output)
    }
  }
}
