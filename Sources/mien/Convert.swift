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

  @Option(
    name: [.short, .customLong("output")], help: ArgumentHelp("File to write; may be repeated.", valueName: "file"))
  var output: [String]

  @OptionGroup var rig: RigOptions

  @OptionGroup(title: "Files") var export: ExportOptions

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

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    guard readLateral == "auto" || LiveLinkLateral(rawValue: readLateral) != nil else {
      throw ValidationError(
        "'\(readLateral)' is no reading of the lateral columns: use auto, as-labelled or app-compatible")
    }
    guard !output.isEmpty else { throw ValidationError("no output was named: add -o FILE") }
  }

  func run() throws {
    do {
      var inputs = InputFiles()
      inputs.add(.clip, clip)
      rig.add(to: &inputs)
      export.add(to: &inputs)
      try inputs.check(outputs: output)
      let rig = try rig.load()
      var settings = try BakeSettings(file: nil, [export])
      try export.addFlame(to: &settings)
      let writing = settings.export
      var reading = ImportSettings(liveLinkLateral: LiveLinkLateral(rawValue: readLateral))
      (reading.rig, reading.flame, reading.frameRate) = (rig, writing.flame, readFps)
      (reading.solve, reading.cancelsOpposed) = (solve.settings, solve.cancelOpposed)
      let converter = Converter(
        rig: rig, reading: reading, writing: writing, keepsRate: export.fps == nil, inputs: inputs)
      let remarks = try converter.convert(clip, to: output)
      if !quiet { for words in rig.remarks + remarks { CommandFailure.say("warning: \(words)") } }
      if !quiet, let stillness = MouthReach(rig).stillness { CommandFailure.say("warning: \(stillness)") }
      if !quiet { for path in output { try StandardStreams.print(path) } }
    } catch {
      throw CommandFailure.ending(error)
    }
  }
}
