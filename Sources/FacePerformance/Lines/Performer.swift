public import FaceCurves
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
    var (made, _) = try run(line, name: name, directions: directions, recordsParts: false)
    var shut = made.lipsShut
    var faces = made.takeFaces()
    MouthLead(seconds: settings.controls.lipLeadMilliseconds / 1000).shift(&faces, lipsShut: &shut)
    let clip = FaceClip(
      frameRate: .model, durationSeconds: line.speech.durationSeconds, origin: origin(of: line, name), frames: faces)
    return PerformedLine(
      clip: clip, lipsShut: shut,
      key: PerformedLine.key(line: line.key, model: model.identifier, settings: settings, directions: directions))
  }

  /// What each layer of acting adds to a line, as clips of differences: below zero where it takes away. All of them added to
  /// what the words alone show are ``perform(_:name:directions:)``'s face.
  /// - Throws: ``ModelError`` `.styleUnknown`.
  public func parts(
    of line: HeardLine, name: String, directions: DirectedLine = .none
  ) throws(ModelError) -> [ActingLayer: FaceClip] {
    let (made, parts) = try run(line, name: name, directions: directions, recordsParts: true)
    let lead = MouthLead(seconds: settings.controls.lipLeadMilliseconds / 1000)
    return parts.mapValues { faces in
      var (faces, shut) = (faces, made.lipsShut)
      lead.shift(&faces, lipsShut: &shut)
      return FaceClip(
        frameRate: .model, durationSeconds: line.speech.durationSeconds, origin: origin(of: line, name), frames: faces)
    }
  }

  private func origin(of line: HeardLine, _ name: String) -> ClipOrigin {
    ClipOrigin(
      audioName: name, audioHash: line.speech.audioHash, modelIdentifier: model.identifier, seed: settings.seed,
      settings: settings.canonical)
  }

  private func run(
    _ line: HeardLine, name: String, directions: DirectedLine, recordsParts: Bool
  ) throws(ModelError) -> (made: PerformedFrames, parts: [ActingLayer: FaceFrames]) {
    let speech = line.speech
    var stream = try PerformanceStream(
      model, name: name, settings: settings, horizon: .wholeLine, directions: directions)
    if recordsParts { stream.recordParts() }
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
    let made = stream.finish(feeling: shown)
    return (made, stream.parts)
  }
}
