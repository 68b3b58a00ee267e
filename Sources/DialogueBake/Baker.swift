internal import FaceCurves
internal import FacePerformance
public import FaceRig
internal import Foundation
internal import Interchange
internal import Phonetics
public import SpeechAnimation

/// Bakes one line: decode and listen, perform, retarget, write.
public struct Baker: Sendable {
  private let model: ModelPackage
  private let rig: Rig
  private let settings: BakeSettings
  private let closureGuarantee: ClosureGuarantee

  public init(model: ModelPackage, rig: Rig, settings: BakeSettings = BakeSettings()) {
    self.model = model
    self.rig = rig
    self.settings = settings
    closureGuarantee = ClosureGuarantee(rig: rig.measuredLips())
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
      let files = try ClipFiles(line.outputs, rig: rig, settings: settings.export)
      let (heard, clip, warnings) = try face(of: line, report)
      try files.write(clip) { report(.write, $0, clip.durationSeconds) }
      return BakedLine(
        audio: line.audio, outputs: line.outputs, durationSeconds: heard.speech.durationSeconds, warnings: warnings)
    } catch {
      throw BakeError(error)
    }
  }

  /// Listens to a line and performs it.
  /// - Throws: errors of the rooms below.
  func face(
    of line: DialogueLine, _ report: (BakeStep, Double, Double) -> Void = { _, _, _ in }
  ) throws -> (heard: HeardLine, clip: FaceClip, warnings: [String]) {
    let heard = try LineListener(model: model, keepsGoing: settings.keepsGoing)
      .listen(to: line.audio, transcript: line.transcript) { report(.listen, $0, $1) }
    report(.perform, 0, heard.speech.durationSeconds)
    let name = (line.audio as NSString).lastPathComponent
    let (clip, openClosures) = try perform(heard.speech, phones: heard.phones, audioName: name)
    return (heard, clip, heard.warnings + warning(ofOpenClosures: openClosures))
  }

  private func warning(ofOpenClosures count: Int) -> [String] {
    guard count > 0 else { return [] }
    return [
      "the lips of the rig '\(rig.name)' stay apart in \(count) closures: its mouthClose does not undo its jawOpen; mend"
        + " that target"
    ]
  }

  /// What was heard, with its phones as they are best known → the face, 50 times a second, and how many closures the rig's
  /// own shapes leave open.
  func perform(
    _ heard: HeardSpeech, phones: PhoneTrack, audioName: String
  ) throws(ModelError) -> (clip: FaceClip, openClosures: Int) {
    let origin = ClipOrigin(
      audioName: audioName, audioHash: heard.audioHash, modelIdentifier: model.identifier, seed: settings.seed)
    var clip = FaceClip(frameRate: .model, durationSeconds: heard.durationSeconds, origin: origin)
    let animator = try SpeechAnimator(model, style: settings.style)
    animator.animate(heard, phones: phones, emotion: settings.emotion.keys(for: heard), into: &clip)
    let spans = SpeechSpans(of: phones, loudness: heard.loudness)
    let rest = RestLayer()
    SpeakingGap().apply(restShares: rest.shares(of: spans.rests, frameCount: clip.frameCount), to: &clip)
    rest.apply(spans.rests, to: &clip)
    let openClosures = closureGuarantee.apply(spans.closures, rests: spans.rests, to: &clip)
    BlinkLayer(seed: settings.seed).apply(to: &clip)
    return (clip, openClosures)
  }
}
