public import Phonetics

/// What was heard in a line: phones and articulation, 50 times a second.
public struct HeardSpeech: Sendable {
  public let phones: PhoneTrack
  /// One curve for each ``Articulation``.
  public let articulation: [Articulation: [Float]]
  /// log₁₀ of the sound's energy, one value a frame: ten decibels a unit.
  public let loudness: [Float]
  /// Length of the line, seconds.
  public let durationSeconds: Double
  /// Hash of its samples at 16 kHz.
  public let audioHash: String
}
