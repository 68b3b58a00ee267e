internal import ArgumentParser
internal import DialogueBake
internal import FaceCurves
internal import FacePerformance
internal import FaceRig
internal import Foundation
internal import LiveDelivery
internal import LiveFace

/// `mien live`
struct Live: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Speaks live: faces as the sound comes, to engines and programs.",
    discussion: """
      Examples:
        mien live --microphone --to livelink://127.0.0.1/Hero
        mien live line.wav --to vmc://192.168.0.7 --to -
        arecord -f S16_LE -r 16000 | mien live - --to livelink://unreal-host:11111

      A face is sent 0.41 s after its sound (0.25 s with --soon, which leaves out what needs more). Sound that is late is
      bridged by silence: the mouth closes, the rest goes on.
      """)

  @Argument(
    help: ArgumentHelp(
      "A recording, as fast as it is spoken, or - for bare samples on standard input (mono, 16 bits, lowest byte first).",
      valueName: "audio"))
  var audio: String?

  @Flag(help: "The default microphone, through ffmpeg.")
  var microphone = false

  @Option(help: ArgumentHelp("Samples a second on standard input, 8000 to 192000.", valueName: "rate"))
  var sampleRate = 16_000

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp("Where faces go: \(DestinationAddress.forms); may be repeated.", valueName: "destination"))
  var destinations: [String] = []

  @Option(help: ArgumentHelp("Faces a second, 10 to 120.", valueName: "rate"))
  var sendFps = 60

  @Flag(help: "Send each face 0.16 s sooner, without the layers that need as much.")
  var soon = false

  @Option(
    help: ArgumentHelp(
      "How late sound may be before silence stands for it, milliseconds, 0 to 2000; adds to the delay.", valueName: "ms"
    ))
  var patience = 10.0

  @OptionGroup(title: "Performance") var performance: PerformanceOptions
  @OptionGroup(title: "Feeling") var feeling: FeelingOptions
  @OptionGroup(title: "Acting") var acting: ActingOptions
  @OptionGroup(title: "Controls") var controls: ControlOptions
  @OptionGroup var settings: SettingsFileOptions
  @OptionGroup var rig: RigOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var hearing: HearingOptions

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    guard microphone != (audio != nil) else {
      throw ValidationError("name a recording, - for standard input, or --microphone: one of them")
    }
    guard !destinations.isEmpty else {
      throw ValidationError("no destination was named: add --to \(DestinationAddress.forms)")
    }
    for text in destinations {
      do { _ = try DestinationAddress(parsing: text) } catch { throw ValidationError("\(error)") }
    }
    guard (10...120).contains(sendFps) else { throw ValidationError("--send-fps \(sendFps) is not 10 to 120") }
    guard (8000...192_000).contains(sampleRate) else {
      throw ValidationError("--sample-rate \(sampleRate) is not 8000 to 192000")
    }
    guard (0...2000).contains(patience) else { throw ValidationError("--patience \(patience) is not 0 to 2000") }
  }

  private var source: LiveSound {
    if microphone { return .microphone }
    return audio == "-" ? .pipe(sampleRate: sampleRate) : .file(audio ?? "")
  }

  func run() throws {
    do {
      let settings = try settings.with(hearing, performance, feeling, acting, controls)
      let lips = try rig.load().measuredLips()
      let package = try model.load()
      let rate: FrameRate
      let figures: LiveFigures
      let interruption = Interruption()
      let failure = Failure()
      do {
        rate = try FrameRate(sendFps)
        let opened = try destinations.map { text throws in
          try DestinationAddress(parsing: text).open(frameRate: rate) { try StandardStreams.print($0, terminator: "") }
        }
        let (sound, sampleRate) = try source.start(
          keepsGoing: settings.keepsGoing, channel: settings.channel, failed: failure.note)
        let horizon: PerformanceHorizon = soon ? .liveShortest : .live
        let stream = try FaceStream(
          package, sampleRate: sampleRate, name: audio ?? "microphone", settings: settings.performance,
          horizon: horizon,
          lips: lips)
        var run = LiveRun(
          stream, horizon: horizon, sound: sound, sampleRate: sampleRate, to: opened, frameRate: rate,
          patienceSeconds: patience / 1000)
        figures = try run.run { !interruption.isWanted }
      } catch { throw BakeError(error) }
      if let error = failure.error { throw error }
      if !quiet { Self.say(figures) }
      if interruption.isWanted { throw ExitCode(BakeError.Kind.interrupted.exitStatus) }
      guard figures.frames > 0 else {
        throw BakeError(.badData, "no sound came: is anything sent, and at --sample-rate \(sampleRate)?")
      }
    } catch let error as BakeError {
      throw CommandFailure.ending(error)
    }
  }

  private static func say(_ figures: LiveFigures) {
    func milliseconds(_ seconds: Double) -> String { "\((seconds * 10_000).rounded() / 10)" }
    CommandFailure.say(
      "\(figures.frames) faces sent, half of them within \(milliseconds(figures.lateness(0.5))) ms of their time and 99 % within "
        + "\(milliseconds(figures.lateness(0.99))) ms; \(figures.heldFrames) were late, "
        + "\((figures.bridgedSeconds * 100).rounded() / 100) s of sound were bridged")
  }

  /// What ended the sound before its end.
  /// - Note: `@unchecked Sendable`: guarded by `lock`.
  private final class Failure: @unchecked Sendable {
    private let lock = NSLock()
    private var noted: BakeError?

    func note(_ error: BakeError) { lock.withLock { noted = error } }

    var error: BakeError? { lock.withLock { noted } }
  }
}
