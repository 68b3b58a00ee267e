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

  /// Bakes a recording into every output; formats go by the extension. A transcript that does not fit is left aside with a
  /// warning.
  /// - Throws: ``BakeError``; then none of the outputs is there.
  public func bake(
    _ line: Batch.Line, progress: @Sendable (BakeProgress) -> Void = { _ in }
  ) throws(BakeError) -> BakedLine {
    let name = (line.audio as NSString).lastPathComponent
    do {
      let formats = try line.outputs.map { ($0, try OutputFormat(path: $0)) }
      for path in line.outputs { try OutputFile.check(path) }
      let words = try line.transcript.map { try EspeakPronouncer().words(of: $0.transcript()) }
      var (heard, warnings) = try listen(to: line.audio, name: name, progress: progress)
      progress(BakeProgress(line: name, step: .perform, fraction: 0, audioSeconds: heard.durationSeconds))
      var phones = heard.phones
      if let words {
        let aligned = try PhoneAligner().align(words, to: heard.phones)
        if aligned.confidence >= AlignedTranscript.leastConfidence {
          phones = aligned.guiding(phones)
        } else {
          let confidence = Double((aligned.confidence * 100).rounded()) / 100
          warnings.append(
            "the transcript does not fit '\(name)' (confidence \(confidence)): baked from the audio alone")
        }
      }
      let clip = perform(heard, phones: phones, audioName: name)
      // All are written before the first is put in its place: a line has all its files or none.
      var files: [OutputFile] = []
      for (index, (path, format)) in formats.enumerated() {
        let fraction = Double(index) / Double(formats.count)
        progress(BakeProgress(line: name, step: .write, fraction: fraction, audioSeconds: heard.durationSeconds))
        let file = try OutputFile(path: path)
        try format.writer(rig: rig, frameRate: settings.frameRate).write(clip, to: file)
        try file.finish()
        files.append(file)
      }
      for file in files { try file.commit() }
      progress(BakeProgress(line: name, step: .write, fraction: 1, audioSeconds: heard.durationSeconds))
      return BakedLine(
        audio: line.audio, outputs: line.outputs, durationSeconds: heard.durationSeconds, warnings: warnings)
    } catch {
      throw BakeError(error)
    }
  }

  /// Decodes block by block into the listener: memory does not grow with the decoded audio.
  private func listen(
    to audio: String, name: String, progress: (BakeProgress) -> Void
  ) throws -> (HeardSpeech, warnings: [String]) {
    let reader = try AudioFileReader(path: audio, keepGoing: settings.keepsGoing)
    var listener = try SpeechListener(model, sampleRate: reader.sampleRate)
    while true {
      let block = try reader.read()
      if block.isEmpty { break }
      try listener.push(block)
      let expected = Double(max(reader.declaredFrames, 1)) / Double(reader.sampleRate)
      progress(
        BakeProgress(
          line: name, step: .listen, fraction: min(1, listener.secondsHeard / expected),
          audioSeconds: listener.secondsHeard))
    }
    return (try listener.finish(), reader.warnings)
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
