internal import ArgumentParser
internal import DialogueBake
internal import DialoguePreview
internal import FaceCurves
internal import FacePreview
internal import Foundation

/// `mien preview`
struct Preview: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows a line on a head, without a screen: a film, pictures, curves, a page.",
    discussion: """
      What is made goes by the end of each output's name:
        line.mp4        a film with its sound (needs ffmpeg)
        sheet.png       key moments of the line with phone and time; without a line, every target of the rig
        curves.svg      curves over sound, phones and feeling; also as curves.png
        page.html       one file for any browser: head, sound, curves, sliders
        frames/         a PNG a frame; also as 'out/{frame}.png'
        line.rgba, -    bare frames, red green blue alpha, to a file or a pipe

      Examples:
        mien preview line.wav -o line.mp4
        mien preview line.wav --text "Good morning." --rig hero.fbx --camera three-quarter -o line.mp4 -o curves.svg
        mien preview take.csv --audio take.wav -o page.html
        mien preview --side-by-side before.csv after.csv --audio line.wav -o compare.mp4
        mien preview --rig hero.glb -o sheet.png
        mien preview line.wav --size 640x360 -o - | ffplay -f rawvideo -pixel_format rgba -video_size 640x360 -
      """)

  @Argument(
    help: ArgumentHelp(
      "A recording, or a clip as 'mien formats' lists them; two with --side-by-side.", valueName: "line"))
  var input: [String] = []

  @Option(
    name: [.short, .customLong("output")], help: ArgumentHelp("File to write; may be repeated.", valueName: "file"))
  var output: [String]

  @Flag(help: "Show the lines beside each other; the first one's sound is heard.")
  var sideBySide = false

  @OptionGroup var rig: RigOptions

  @Option(
    help: ArgumentHelp(
      "Pixels, as 512 or 1280x720: of films, frames and pages 512, of each picture of a sheet 192, the width of curves.",
      valueName: "size"), transform: pixelSize)
  var size: PixelSize?

  @Option(
    help: ArgumentHelp("Frames a second: 24, 30, 23.976, 30000/1001 …", valueName: "rate"),
    transform: ExportOptions.frameRate)
  var fps: FrameRate = .film

  @Option(
    help: "From where: \(CameraView.allCases.map(\.rawValue).joined(separator: ", ")).", transform: cameraView)
  var camera: CameraView = .front

  @Option(
    help: "What is behind the head in frames: \(Backdrop.allCases.map(\.rawValue).joined(separator: " or ")).",
    transform: backdrop)
  var background: Backdrop = .studio

  @Option(help: ArgumentHelp("Moments of a sheet in seconds, as 0.5,1.2.", valueName: "times"), transform: times)
  var at: [Double] = []

  @Option(help: ArgumentHelp("The sound of a clip.", valueName: "audio"))
  var audio: String?

  @OptionGroup(title: "What is said") var transcript: TranscriptOptions

  @OptionGroup(title: "Performance") var performance: PerformanceOptions

  @OptionGroup(title: "Feeling") var feeling: FeelingOptions

  @OptionGroup(title: "Acting") var acting: ActingOptions

  @OptionGroup(title: "Controls") var controls: ControlOptions

  @OptionGroup var settings: SettingsFileOptions

  @Option(help: ArgumentHelp("Frames that are drawn at a time; the pictures are the same.", valueName: "count"))
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup var model: ModelOptions

  @OptionGroup var hearing: HearingOptions

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    guard !output.isEmpty else { throw ValidationError("no output was named: add -o FILE") }
    guard (1...256).contains(threads) else { throw ValidationError("--threads \(threads) is not between 1 and 256") }
    guard sideBySide ? input.count >= 2 : input.count <= 1 else {
      throw ValidationError(
        sideBySide
          ? "--side-by-side compares lines: name two"
          : "\(input.count) lines were named: name one, or add --side-by-side")
    }
  }

  func run() throws {
    let interruption = Interruption()
    let line = ProgressLine(isShown: !quiet)
    do {
      let baking = try settings.with(hearing, transcript, performance, feeling, acting, controls)
      let outputs = try output.map { path throws(BakeError) in try PreviewOutput(path: path) }
      let loaded = try rig.load()
      let remarks = RigOptions.warnings(of: loaded) + baking.notes
      let shown = PreviewSettings(
        size: size, frameRate: fps, view: camera, backdrop: background, threads: threads, audio: audio,
        transcript: transcript.source(language: baking.language),
        moments: at)
      let model = model
      var reading = InputFiles()
      rig.add(to: &reading)
      settings.add(to: &reading)
      model.add(to: &reading)
      let previewer = Previewer(
        rig: loaded, model: { try model.load() }, baking: baking, settings: shown, reading: reading
      ) { interruption.isWanted }
      let warnings = try previewer.preview(input, to: outputs) { line.show($0) }
      line.clear()
      guard !quiet else { return }
      for warning in remarks + idle + warnings { line.say("warning: \(warning)") }
      for path in output where path != "-" { try StandardStreams.print(path) }
    } catch {
      line.clear()
      throw CommandFailure.ending(error)
    }
  }

  /// Options that change nothing of what is shown, one line each.
  private var idle: [String] {
    let clips = input.filter(PreviewSettings.isClip)
    let isHeard = clips.count < input.count || (audio != nil && !clips.isEmpty)
    let words = transcript.given.isEmpty && transcript.source(language: "") == nil
    return [
      audio != nil && clips.isEmpty
        ? "--audio is the sound of a clip, and none is shown: \(input.isEmpty ? "name one" : "a recording has its own")"
        : nil,
      !words && !isHeard ? "nothing is heard, so that no words are placed: give a clip its sound with --audio" : nil,
      isHeard ? transcript.idleLanguage : nil,
    ].compactMap(\.self)
  }

  private static func pixelSize(_ text: String) throws -> PixelSize {
    do { return try PixelSize(parsing: text) } catch { throw ValidationError(error.message) }
  }

  private static func cameraView(_ text: String) throws -> CameraView {
    guard let view = CameraView(rawValue: text) else {
      let known = CameraView.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(text)' is no place for the camera: use one of \(known)")
    }
    return view
  }

  private static func backdrop(_ text: String) throws -> Backdrop {
    guard let backdrop = Backdrop(rawValue: text) else {
      throw ValidationError("'\(text)' is no background: use studio or transparent")
    }
    return backdrop
  }

  /// Seconds: no line is longer.
  private static let greatestTime = 1e6

  private static func times(_ text: String) throws -> [Double] {
    let times = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard !times.isEmpty, times.count <= 200, times.allSatisfy({ (0...greatestTime).contains($0 ?? -1) }) else {
      throw ValidationError(
        "'\(text)' is no list of times: write seconds with commas, as 0.5,1.2; up to 200, each below a million")
    }
    return times.compactMap(\.self)
  }
}
