internal import FaceCurves
internal import FacePerformance
public import FaceRig
internal import Foundation
internal import Interchange
internal import Phonetics
public import SpeechAnimation
internal import SpeechAudio

/// Bakes one line: decode and listen, perform, retarget, write.
public struct Baker: Sendable {
  private let model: ModelPackage
  private let rig: Rig
  private let settings: BakeSettings

  public init(model: ModelPackage, rig: Rig, settings: BakeSettings = BakeSettings()) {
    self.model = model
    self.rig = rig
    self.settings = settings
  }

  /// Bakes a line into every output; formats go by the extension. A transcript that does not fit is left aside with a
  /// warning.
  /// - Throws: ``BakeError``; then none of the outputs is there.
  public func bake(
    _ line: DialogueLine, progress: @Sendable (BakeProgress) -> Void = { _ in }
  ) throws(BakeError) -> BakedLine {
    let name = (line.audio as NSString).lastPathComponent
    func report(_ step: BakeStep, _ fraction: Double, _ audioSeconds: Double) {
      progress(BakeProgress(line: name, step: step, fraction: fraction, audioSeconds: audioSeconds))
    }
    do {
      let formats = try line.outputs.map { path in
        try OutputFile.check(path)
        return (path, try OutputFormat(path: path))
      }
      let words = try line.transcript.map { try EspeakPronouncer().words(of: $0.transcript()) }
      let (heard, damage) = try listen(to: line.audio, report)
      report(.perform, 0, heard.durationSeconds)
      let (phones, doubt) = try place(words, in: heard, name: name)
      let clip = perform(heard, phones: phones, audioName: name)
      try write(clip, to: formats, report)
      return BakedLine(
        audio: line.audio, outputs: line.outputs, durationSeconds: heard.durationSeconds, warnings: damage + doubt)
    } catch {
      throw BakeError(error)
    }
  }

  /// Step, share of it that is done, seconds of audio heard.
  private typealias Report = (BakeStep, Double, Double) -> Void

  /// Decodes block by block into the listener: memory does not grow with the decoded audio.
  private func listen(to audio: String, _ report: Report) throws -> (HeardSpeech, warnings: [String]) {
    let reader = try AudioFileReader(path: audio, keepGoing: settings.keepsGoing)
    var listener = try SpeechListener(model, sampleRate: reader.sampleRate)
    let expectedSeconds = Double(max(reader.declaredFrames, 1)) / Double(reader.sampleRate)
    while true {
      let block = try reader.read()
      if block.isEmpty { return (try listener.finish(), reader.warnings) }
      try listener.push(block)
      report(.listen, min(1, listener.secondsHeard / expectedSeconds), listener.secondsHeard)
    }
  }

  /// The phones of the line as they are best known: as heard, or with the transcript laid over them where it fits.
  private func place(_ words: [[Int]]?, in heard: HeardSpeech, name: String) throws -> (PhoneTrack, warnings: [String])
  {
    guard let words else { return (heard.phones, []) }
    let aligned = try PhoneAligner().align(words, to: heard.phones)
    guard aligned.confidence < AlignedTranscript.leastConfidence else { return (aligned.guiding(heard.phones), []) }
    let confidence = Double((aligned.confidence * 100).rounded()) / 100
    return (
      heard.phones, ["the transcript does not fit '\(name)' (confidence \(confidence)): baked from the audio alone"]
    )
  }

  /// All files are written before the first is put in its place: a line has all its files or none.
  private func write(_ clip: FaceClip, to outputs: [(path: String, format: OutputFormat)], _ report: Report) throws {
    var files: [OutputFile] = []
    for (path, format) in outputs {
      report(.write, Double(files.count) / Double(outputs.count), clip.durationSeconds)
      let file = try OutputFile(path: path)
      try format.writer(rig: rig, frameRate: settings.frameRate).write(clip, to: file)
      try file.finish()
      files.append(file)
    }
    for file in files { try file.commit() }
    report(.write, 1, clip.durationSeconds)
  }

  /// What was heard, with its phones as they are best known → the face, 50 times a second.
  func perform(_ heard: HeardSpeech, phones: PhoneTrack, audioName: String) -> FaceClip {
    let origin = ClipOrigin(
      audioName: audioName, audioHash: heard.audioHash, modelIdentifier: model.identifier, seed: settings.seed)
    var clip = FaceClip(frameRate: .model, durationSeconds: heard.durationSeconds, origin: origin)
    let spans = SpeechSpans(of: phones, loudness: heard.loudness)
    let movement = Coarticulation().movement(of: phones)
    let rest = RestLayer()
    MouthShaper().apply(
      movement, heardGap: heard.articulation[.lipGap] ?? [], heardWidth: heard.articulation[.spread] ?? [],
      restShares: rest.shares(of: spans.rests, frameCount: clip.frameCount), to: &clip)
    rest.apply(spans.rests, to: &clip)
    ClosureGuarantee().apply(spans.closures, to: &clip)
    BlinkLayer(seed: settings.seed).apply(to: &clip)
    return clip
  }
}
