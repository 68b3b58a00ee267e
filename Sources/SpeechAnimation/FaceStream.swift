public import FaceCurves
internal import Phonetics
public import SpeechAudio

/// Samples → face weights as they come, for whoever cannot wait for the end of a line. Any chunking gives the same weights.
///
/// The feeling is the voice's own as far as it is known by then (neutral at first), or the user's keys. Weights are the
/// motion network's; the layers of a performance that look over a whole line are not in them.
public struct FaceStream {
  private var hearing: HearingStream
  private var motion: MotionStream
  private let given: EmotionKeys?
  private var readings: [EmotionReading] = []
  private var state = EmotionState.neutral
  /// States shown from the voice, one a reading.
  private var states: [EmotionState] = []
  /// The channels of a frame, in order.
  public let channels: [FaceChannel]

  /// `emotion`: nil takes the voice's own.
  /// - Throws: ``AudioError`` for a rate that cannot be resampled, ``ModelError`` `.styleUnknown`.
  public init(_ model: ModelPackage, sampleRate: Int, emotion: EmotionKeys? = nil, style: String? = nil) throws {
    hearing = try HearingStream(model, sampleRate: sampleRate, blockRows: SpeechEncoderStream.liveBlockRows)
    motion = MotionStream(
      model.motion, model.prior, style: try style.map { try model.motion.style(named: $0) } ?? 0,
      groupBlocks: MotionStream.liveGroupBlocks)
    given = emotion
    channels = model.prior.channels
  }

  /// `[frames, channels]` weights that these samples complete, row-major.
  public mutating func push(_ samples: [Float]) throws(AudioError) -> [Float] {
    let (frames, readings) = try hearing.push(samples)
    follow(readings)
    return motion.push(frames, emotion: shown)
  }

  /// The frames that were still waiting for the end.
  public mutating func finish() throws(AudioError) -> [Float] {
    let (frames, readings) = try hearing.finish()
    follow(readings)
    let made = motion.push(frames, emotion: shown)
    return made + motion.finish(emotion: shown)
  }

  private mutating func follow(_ readings: [EmotionReading]) {
    for reading in readings {
      if states.count >= EmotionTrack.firstSure { state = state.mixed(with: reading.shown, share: EmotionTrack.pace) }
      states.append(state)
    }
  }

  /// What is known of a time when its speech has been heard: the reading before it.
  private var shown: (Double) -> EmotionState {
    let (given, states) = (given, states)
    return { seconds in
      if let given { return given.state(atSeconds: seconds) }
      let reading = Int((seconds / EmotionTrack.stepSeconds).rounded(.down)) - 1
      return reading < 0 ? .neutral : states[min(reading, states.count - 1)]
    }
  }
}
