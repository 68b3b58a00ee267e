public import KeptValues
internal import Phonetics
public import SpeechAudio

/// Listens to a recording as it decodes, and keeps what it heard.
public struct SpeechListener: ~Copyable {
  private let model: ModelPackage
  private var stream: HearingStream
  private var frames: HeardFrames
  private var emotion = EmotionTrack()
  private let recording: ContentKey?
  private var samplesTaken = 0
  /// Of the samples as they come, where the recording has no key of its own.
  private let sampleKey = ContentKeyMaker("samples")

  /// - Parameter recording: key of the recording's bytes; nil takes that of the samples and their rate.
  /// - Throws: ``AudioError`` for a rate that cannot be resampled.
  public init(_ model: ModelPackage, sampleRate: Int, recording: ContentKey? = nil) throws(AudioError) {
    self.model = model
    self.recording = recording
    stream = try HearingStream(model, sampleRate: sampleRate)
    frames = HeardFrames(phoneCount: model.encoder.configuration.phones)
    sampleKey.add(UInt64(sampleRate))
  }

  /// Makes room for a recording that says how long it is; it may be wrong.
  public mutating func reserve(seconds: Double) {
    guard (0..<Self.longestReserved).contains(seconds) else { return }
    frames.reserve(Int(seconds * 50) + 2, projected: model.motion.configuration.projected)
  }

  /// Longer recordings than this, seconds, find room as they come: two hours.
  private static let longestReserved = 7200.0

  /// Seconds heard so far.
  public var secondsHeard: Double { stream.secondsHeard }

  /// Takes mono samples, −1…1.
  /// - Throws: ``AudioError``, `.sampleNotFinite` among them.
  public mutating func push(_ samples: [Float]) throws(AudioError) {
    try AudioError.check(samples, from: samplesTaken, of: "the recording")
    samplesTaken += samples.count
    if recording == nil { sampleKey.addNext(samples) }
    let (heard, readings) = try stream.push(samples)
    frames.append(heard)
    emotion.append(readings)
  }

  /// What was heard of all that was pushed.
  /// - Throws: ``AudioError``.
  public consuming func finish() throws(AudioError) -> HeardSpeech {
    let (heard, readings) = try stream.finish()
    frames.append(heard)
    emotion.append(readings)
    return HeardSpeech(
      frames: frames, emotion: emotion, durationSeconds: stream.secondsHeard, audioHash: stream.audioHash,
      modelIdentifier: model.identifier,
      key: HeardSpeech.key(recording: recording ?? sampleKey.key(), model: model))
  }
}
