/// The nucleus of a syllable: where its vowel is loudest.
public struct Syllable: Sendable, Hashable {
  /// Frame of the line, 50 a second.
  public let frame: Int
  /// How much it stands out from the speaker's others by pitch and loudness, 0…1; the median one has about .3.
  public let prominence: Float
  /// Its pitch above the speaker's own, octaves.
  public let pitchOctaves: Float
  /// Whether the text stresses its word.
  public internal(set) var isStressed = false

  /// From here on it is heard as an accent.
  public static let accented: Float = 0.55
  /// Frames after it until it is known: a louder one might follow.
  static let knownAfterFrames = 4

  /// Whether it carries an accent.
  public var isAccent: Bool { prominence >= Self.accented }
}
