internal import FaceCurves
public import SpeechAnimation

/// Performs lines: what was heard → the face, neutral of any rig.
public struct Performer: Sendable {
  private let model: ModelPackage
  private let settings: PerformanceSettings

  /// Frames that go through the networks at a time: an hour takes no more memory than its clip.
  private static let pieceFrames = 2000

  /// A performer with the networks of a model.
  public init(model: ModelPackage, settings: PerformanceSettings = PerformanceSettings()) {
    self.model = model
    self.settings = settings
  }

  /// The face of a whole line, 50 frames a second.
  /// - Parameter name: of the line, for whoever reads the clip later: the recording's file name.
  /// - Parameter directions: what its text asks of the face.
  /// - Throws: ``ModelError`` `.styleUnknown`.
  public func perform(
    _ line: HeardLine, name: String, directions: DirectedLine = .none
  ) throws(ModelError) -> PerformedLine {
    let speech = line.speech
    var stream = try PerformanceStream(
      model, name: name, settings: settings, horizon: .wholeLine, directions: directions)
    stream.reserve(speech.frameCount)
    let feeling = settings.emotion.keys(for: speech, settings.feeling)
    let directed = settings.directedFeelings(directions)
    func shown(_ seconds: Double) -> EmotionState {
      directed.state(atSeconds: seconds, over: feeling.state(atSeconds: seconds))
    }
    for start in stride(from: 0, to: speech.frameCount, by: Self.pieceFrames) {
      let piece = speech.frames.piece(
        start..<min(start + Self.pieceFrames, speech.frameCount), phones: line.phones)
      _ = stream.push(piece, feeling: shown)  // of a whole line nothing is final before its end
    }
    var made = stream.finish(feeling: shown)
    let origin = ClipOrigin(
      audioName: name, audioHash: speech.audioHash, modelIdentifier: model.identifier, seed: settings.seed,
      settings: settings.canonical)
    var shut = made.lipsShut
    var faces = made.takeFaces()
    MouthLead(seconds: settings.controls.lipLeadMilliseconds / 1000).shift(&faces, lipsShut: &shut)
    let clip = FaceClip(
      frameRate: .model, durationSeconds: speech.durationSeconds, origin: origin, frames: faces)
    return PerformedLine(
      clip: clip, lipsShut: shut,
      key: PerformedLine.key(line: line.key, model: model.identifier, settings: settings, directions: directions))
  }
}
