internal import ArgumentParser
internal import DialogueBake
internal import FaceCurves
internal import FaceRig
internal import Foundation
internal import Interchange
internal import SpeechAnimation

/// `mien bake`
struct Bake: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bakes spoken lines into an animated head and its curves.",
    discussion: """
      The format goes by the end of each output's name: .glb .gltf .fbx .usda .csv (Live Link) .json (Audio2Face) and many
      more, which 'mien formats' lists.

      Examples:
        mien bake line.wav -o line.glb
        mien bake line.wav -o line.glb -o line.csv
        mien bake line.wav --text "Good morning." -o line.glb
        mien bake line.wav --emotion joy:0.6 -o line.glb
        mien bake a.wav b.flac -o 'out/{name}.glb'
        mien bake recordings/ --rig hero.glb --fps 30 -o 'out/{name}.glb'

      Exit status: 0 all baked; 1 a line of several failed; for a single line 64 usage, 65 bad data, 66 no input,
      69 a program is missing, 73 cannot create the output, 74 writing failed.
      """)

  @Argument(
    help: ArgumentHelp("Recordings, or folders of them: wav, flac, ogg, opus, mp3, aiff, any rate.", valueName: "audio")
  )
  var audio: [String]

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("File to write; may be repeated. {name} stands for the recording's name.", valueName: "file"))
  var output: [String]

  @OptionGroup(title: "What is said") var transcript: TranscriptOptions

  @Option(
    help: ArgumentHelp(
      """
      What the face feels: auto (from the voice), none, a feeling with its strength (joy:0.6 or joy:0.6,surprise:0.3), or \
      such at times in seconds, joined by straight lines ('0.0 neutral; 1.2 anger:0.8'). Feelings: \
      \(Emotion.allCases.map(\.rawValue).joined(separator: ", ")).
      """, valueName: "emotion"), transform: emotionChoice)
  var emotion: EmotionChoice = .automatic

  @Option(help: ArgumentHelp("A style of speaking of the model's: 'mien model info' lists them.", valueName: "name"))
  var style: String?

  @OptionGroup var rig: RigOptions

  @OptionGroup(title: "Files") var export: ExportOptions

  @Option(help: "Seed of blinks; the same seed gives the same bytes.")
  var seed: UInt64 = 0

  @OptionGroup var model: ModelOptions

  @Flag(help: "Bake what decodes of a damaged recording.")
  var keepGoing = false

  @Option(help: "How progress is shown on standard error: auto (a bar on a terminal), json (a line a step), none.")
  var progress: ProgressStyle = .auto

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func run() async throws {
    let reporter = ProgressReporter(style: quiet ? .none : progress)
    do {
      let plan = try BatchPlan(inputs: audio, outputs: output, transcript: transcript.source)
      let loaded = try rig.load()
      let package = try model.load()
      if !quiet { reporter.warn(RigOptions.missing(in: loaded)) }
      let settings = BakeSettings(
        export: try export.checkedSettings(), seed: seed, emotion: emotion, style: style, keepsGoing: keepGoing)
      let batch = Batch(Baker(model: package, rig: loaded, settings: settings))
      reporter.start(lines: plan.lines.count)
      let outcomes = await batch.bake(plan.lines, progress: reporter.report) { reporter.finished($0) }
      reporter.stop()
      try conclude(outcomes)
    } catch let error as BakeError {
      reporter.stop()
      reporter.fail(error.message)
      throw ExitCode(error.status.rawValue)
    }
  }

  private func conclude(_ outcomes: [Batch.Outcome]) throws {
    let failures = outcomes.compactMap { outcome in
      if case .failure(let error) = outcome.result { return error }
      return nil
    }
    if !quiet {
      for case .success(let line) in outcomes.map(\.result) {
        for path in line.outputs { print(path) }
      }
    }
    guard let first = failures.first else { return }
    throw outcomes.count == 1 ? ExitCode(first.status.rawValue) : ExitCode(1)
  }

  static func emotionChoice(_ text: String) throws -> EmotionChoice {
    do { return try EmotionChoice(parsing: text) } catch { throw ValidationError(error.message) }
  }
}
