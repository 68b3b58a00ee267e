public import FaceCurves
public import FacePerformance
public import SpeechAnimation
public import SpeechAudio

/// Samples → faces as they come, for whoever cannot wait for the end of a line.
///
/// Faces are made as those of a file are: by the same networks and the same layers in the same order (``PerformanceStream``),
/// 50 a second, from what is known at a fixed time after each. Any chunking of the samples gives the same faces. The feeling
/// is the voice's own as far as it is known by then (neutral at first), or the user's keys.
public struct FaceStream {
  private var hearing: HearingStream
  private var performance: PerformanceStream
  private var feeling: LiveFeeling
  private let directed: DirectedFeelings
  private let seal: LipSeal?
  private let sampleRate: Int
  private var samplesTaken = 0

  /// - Parameters:
  ///   - name: of the line, if it has one: lines of one seed and of other names act apart.
  ///   - settings: what the face feels and how it speaks and acts.
  ///   - horizon: how long faces wait for what comes next; `.live` has every layer, `.liveShortest` is 160 ms sooner.
  ///   - lips: what the channels of the rig do to its lips; nil for a face that is neutral of any rig.
  /// - Throws: ``AudioError`` for a rate that cannot be resampled, ``ModelError`` `.styleUnknown`.
  public init(
    _ model: ModelPackage, sampleRate: Int, name: String = "", settings: PerformanceSettings = PerformanceSettings(),
    horizon: PerformanceHorizon = .live, lips: LipReadout? = nil
  ) throws {
    let isLive = horizon != .wholeLine
    hearing = try HearingStream(
      model, sampleRate: sampleRate,
      blockRows: isLive ? SpeechEncoderStream.liveBlockRows : SpeechEncoderStream.fileBlockRows)
    performance = try PerformanceStream(model, name: name, settings: settings, horizon: horizon)
    feeling = LiveFeeling(given: settings.emotion.givenKeys, settings.feeling)
    directed = settings.directedFeelings()
    seal = lips.map(LipSeal.init)
    self.sampleRate = sampleRate
  }

  /// The faces that these samples complete.
  /// - Parameters:
  ///   - samples: mono, −1…1.
  ///   - sampleRate: of these samples, where a source may change it.
  /// - Throws: ``AudioError`` `.sampleNotFinite`, `.rateChanged`; then none of the samples was taken.
  public mutating func push(_ samples: [Float], sampleRate: Int? = nil) throws(AudioError) -> [Face] {
    if let sampleRate, sampleRate != self.sampleRate {
      throw AudioError(
        .rateChanged,
        "the stream began at \(self.sampleRate) Hz, these samples have \(sampleRate): finish it and begin another")
    }
    try AudioError.check(samples, from: samplesTaken, of: "the stream")
    samplesTaken += samples.count
    let (frames, readings) = try hearing.push(samples)
    feeling.hear(readings)
    return worn(performance.push(frames, feeling: shown))
  }

  /// The faces that were waiting for the end.
  /// - Throws: ``AudioError``.
  public mutating func finish() throws(AudioError) -> [Face] {
    let (frames, readings) = try hearing.finish()
    feeling.hear(readings)
    let made = worn(performance.push(frames, feeling: shown))
    return made + worn(performance.finish(feeling: shown))
  }

  /// What is shown at a time of the line: what is felt as far as it is known, and what is directed.
  private var shown: (Double) -> EmotionState {
    let (feeling, directed) = (feeling, directed)
    return { directed.state(atSeconds: $0, over: feeling.state(atSeconds: $0)) }
  }

  /// Frames of the line that are held, of sound or of face: bounded, however long the line.
  var keptFrames: Int { performance.keptFrames }

  /// The faces on the rig.
  private func worn(_ made: PerformedFrames) -> [Face] {
    (0..<made.count).map { frame in
      var face = made.faces[frame]
      if made.lipsShut[frame] { seal?.shut(&face) }
      return face
    }
  }
}
