internal import ArgumentParser
internal import DialogueBake
internal import FaceCurves
internal import FaceRig
internal import Interchange

/// `mien mix`
struct Mix: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Puts the mouth of one clip onto the rest of another: a dub over a captured face.",
    discussion: """
      Examples:
        mien mix dub.csv take.csv -o dubbed.csv
        mien mix dub.glb take.csv --from 1.2 --to 3.5 --rig hero.fbx -o hero-dubbed.fbx

      The result has the rate and the length of the second clip. Between two times the mouth is the first one's, with a fade
      around them; where the first clip ends, it fades back.
      """)

  @Argument(help: ArgumentHelp("The clip that gives the mouth: jaw, lips and tongue.", valueName: "mouth"))
  var mouth: String

  @Argument(help: ArgumentHelp("The clip that gives everything else.", valueName: "rest"))
  var rest: String

  @OptionGroup var files: ConversionOptions

  @Option(help: ArgumentHelp("Seconds from which the mouth is the first clip's.", valueName: "seconds"))
  var from: Double = 0

  @Option(help: ArgumentHelp("Seconds up to which it is; its end unless told.", valueName: "seconds"))
  var to: Double?

  @Option(help: ArgumentHelp("Seconds over which it goes from one to the other, 0 to 5.", valueName: "seconds"))
  var fade: Double = ClipMix.standardFadeSeconds

  func validate() throws {
    guard from.isFinite, from >= 0 else { throw ValidationError("--from \(from) is no time: give seconds from 0 on") }
    guard to.map({ $0.isFinite && $0 > from }) ?? true else {
      throw ValidationError("--to \(to ?? 0) is not after --from \(from)")
    }
    guard (0...5).contains(fade) else { throw ValidationError("--fade \(fade) is not 0 to 5 seconds") }
  }

  func run() throws {
    var inputs = InputFiles()
    inputs.add(.clip, mouth)
    inputs.add(.clip, rest)
    try files.run(inputs) { converter throws(BakeError) in
      try converter.mix(
        mouth: mouth, rest: rest, span: from...(to ?? .infinity), fadeSeconds: fade, to: files.output)
    }
  }
}
