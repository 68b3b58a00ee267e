internal import ArgumentParser
internal import DialogueBake
internal import DialoguePreview
internal import FaceRig
internal import Foundation
internal import Interchange
internal import SpeechAnimation

/// `mien bake`
struct Bake: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bakes spoken lines into an animated head and its curves.",
    discussion: """
      The format goes by the end of each output's name: .glb .gltf .fbx .usda .csv (Live Link) .json (Audio2Face), .mp4 and
      curves.svg (pictures), .heard.json and .TextGrid (what was heard), and many more, which 'mien formats' lists. However
      many there are, the line is heard once.

      Examples:
        mien bake line.wav -o line.glb
        mien bake line.wav -o line.glb -o line.csv -o line.mp4 -o line.heard.json
        mien bake line.wav --text "Good morning." -o line.glb
        mien bake line.wav --emotion joy:0.6 -o line.glb
        mien bake a.wav b.flac -o 'out/{name}.glb'
        mien bake line.wav --keep edited.csv --baked line.csv -o line-2.csv
        mien bake line.wav --style take.csv -o line.glb
        mien bake recordings/ --rig hero.glb --fps 30 -o 'out/{name}.glb'

      Exit status: 0 all baked; 1 a line of several failed; for a single line 64 usage, 65 bad data, 66 no input,
      69 a program is missing, 73 cannot create the output, 74 writing failed.
      """)

  @Argument(
    help: ArgumentHelp(
      "Recordings, or folders of them: wav, flac, ogg, opus, mp3, aiff, any rate; m4a and films with ffmpeg.",
      valueName: "audio")
  )
  var audio: [String]

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "File to write; may be repeated. {name} stands for the recording's name, {take} for the take's"
        + " number, {layer} for each layer of acting and the words, a file each; folders of such a pattern are made.",
      valueName: "file"))
  var output: [String]

  @OptionGroup(title: "What is said") var transcript: TranscriptOptions

  @OptionGroup(title: "Performance") var performance: PerformanceOptions

  @OptionGroup(title: "Feeling") var feeling: FeelingOptions

  @OptionGroup(title: "Acting") var acting: ActingOptions

  @OptionGroup(title: "Controls") var controls: ControlOptions

  @OptionGroup var settings: SettingsFileOptions

  @OptionGroup var rig: RigOptions

  @OptionGroup(title: "Files") var export: ExportOptions

  @OptionGroup var model: ModelOptions

  @OptionGroup var hearing: HearingOptions

  @OptionGroup(title: "Edits") var edits: EditOptions

  @Flag(help: ArgumentHelp(setting: "allow-still")) var allowStill = false

  @Option(help: "How progress is shown on standard error: auto (a bar on a terminal), json (a line a step), none.")
  var progress: ProgressStyle = .auto

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func run() async throws {
    let reporter = ProgressReporter(style: quiet ? .none : progress)
    do {
      var settings = try settings.with(hearing, transcript, performance, feeling, acting, controls, export)
      var reading = InputFiles()
      rig.add(to: &reading)
      export.add(to: &reading)
      self.settings.add(to: &reading)
      model.add(to: &reading)
      if let style = performance.style, BakeSettings.isClip(style: style) { reading.add(.clip, style) }
      try reading.check(outputs: output)  // those of lines are held against it in the plan
      let loaded = try rig.load()
      if allowStill { settings.allowsStill = true }
      try export.addFlame(to: &settings)
      let registry = OutputRegistry([
        ClipOutputs(rig: loaded, settings: settings.export), HeardOutputs(), PreviewOutputs(rig: loaded),
      ])
      let plan = try BatchPlan(
        inputs: audio, outputs: output, transcript: transcript.source(language: settings.language), registry: registry,
        takes: settings.takes, keep: edits.clip, reading: reading)
      let reach = MouthReach(loaded)
      if !settings.allowsStill,
        try plan.lines.first?.outputs.contains(where: { try registry.output($0).isOnRig }) == true
      {
        try reach.check()
      }
      try plan.makeFolders()
      let package = try model.load()
      if !quiet {
        for words in RigOptions.warnings(of: loaded) { reporter.warn(words) }
        reporter.warn(reach.stillness)
        reporter.warn(transcript.idleLanguage)
        for warning in plan.warnings { reporter.warn(warning) }
        for note in settings.notes { reporter.warn(note) }
      }
      let batch = BakeQueue(Baker(model: package, rig: loaded, settings: settings), registry: registry)
      reporter.start(lines: plan.lines.count)
      let outcomes = await batch.bake(plan.lines, progress: reporter.report) { reporter.finished($0) }
      reporter.stop()
      try conclude(outcomes)
    } catch let error as BakeError {
      reporter.stop()
      reporter.fail(error.message)
      throw ExitCode(error.kind.exitStatus)
    }
  }

  private func conclude(_ outcomes: [BakeQueue.Outcome]) throws {
    let failures = outcomes.compactMap { outcome in
      if case .failure(let error) = outcome.result { return error }
      return nil
    }
    if !quiet {
      for case .success(let line) in outcomes.map(\.result) {
        for path in line.outputs { try StandardStreams.print(path) }
      }
    }
    guard let first = failures.first else { return }
    throw outcomes.count == 1 ? ExitCode(first.kind.exitStatus) : ExitCode(1)
  }
}
