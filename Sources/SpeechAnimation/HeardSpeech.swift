public import Phonetics

/// What was heard in a line: phones, articulation and loudness 50 times a second, feeling every 0.2 s.
public struct HeardSpeech: Sendable {
  let frames: HeardFrames
  /// The feeling of the voice.
  public let emotion: EmotionTrack
  /// Length of the line, seconds.
  public let durationSeconds: Double
  /// Hash of its samples at 16 kHz.
  public let audioHash: String

  public var phones: PhoneTrack { frames.phones }
  /// log₁₀ of the sound's energy, one value a frame: ten decibels a unit.
  public var loudness: [Float] { frames.loudness }

  /// One curve of the articulation that was heard.
  public func articulation(_ kind: Articulation) -> [Float] {
    let count = Articulation.allCases.count
    return stride(from: kind.rawValue, to: frames.articulation.count, by: count).map { frames.articulation[$0] }
  }
}
