internal import Phonetics
public import SpeechAudio

/// Listens to a recording as it decodes, and keeps what it heard.
public struct SpeechListener {
  private var stream: HearingStream
  private var frames: HeardFrames
  private var emotion = EmotionTrack()

  /// - Throws: ``AudioError`` for a rate that cannot be resampled.
  public init(_ model: ModelPackage, sampleRate: Int) throws(AudioError) {
    stream = try HearingStream(model, sampleRate: sampleRate)
    frames = HeardFrames(phones: PhoneTrack(phoneCount: model.encoder.configuration.phones))
  }

  /// Seconds heard so far.
  public var secondsHeard: Double { stream.secondsHeard }

  public mutating func push(_ samples: [Float]) throws(AudioError) {
    let (heard, readings) = try stream.push(samples)
    frames.append(heard)
    emotion.append(readings)
  }

  public mutating func finish() throws(AudioError) -> HeardSpeech {
    let (heard, readings) = try stream.finish()
    frames.append(heard)
    emotion.append(readings)
    return HeardSpeech(
      frames: frames, emotion: emotion, durationSeconds: stream.secondsHeard, audioHash: stream.audioHash)
  }
}
