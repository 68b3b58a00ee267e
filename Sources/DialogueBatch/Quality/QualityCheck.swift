/// What of a line is worth a person's look.
public enum QualityCheck: String, Sendable, CaseIterable, Codable, Hashable {
  case alignment
  case missingWords = "missing-words"
  case unwritten, silence, quiet, loud, clipping, noise, closures, jitter, lag
  case rest, range, frozen, blinks, feeling, length

  /// What it looks at, for lists.
  public var summary: String {
    switch self {
    case .alignment: "the text fits the sound (least confidence, 0 to 1)"
    case .missingWords: "words of the text that the sound does not hold (greatest share)"
    case .unwritten: "speech that no word of the text covers (greatest share)"
    case .silence: "somebody speaks (least share of the recording)"
    case .quiet: "loudness (least, LUFS)"
    case .loud: "loudness (greatest, LUFS)"
    case .clipping: "samples that lie flat at the highest (greatest share)"
    case .noise: "how far speech lies above what is heard beside it (least, decibels)"
    case .closures: "lips touch in p, b and m (least share)"
    case .jitter: "how much the lips tremble (greatest, mouth widths a second²)"
    case .lag: "how late the lips are (greatest, milliseconds, either way)"
    case .rest: "the mouth rests in silences (least share)"
    case .range: "values outside 0 to 1 (greatest number of channels)"
    case .frozen: "channels that stand still while their like moves (greatest number)"
    case .blinks: "blinks a minute of lines of 20 s and more (greatest)"
    case .feeling: "how sure the feeling of the voice is (least share)"
    case .length: "how much longer or shorter than the same line in other languages (greatest ratio)"
    }
  }

  /// The limit where nothing else is said; nil for what is not checked then.
  var standard: Double? {
    switch self {
    case .alignment: 0.42
    case .missingWords: 0.34
    case .unwritten: 0.5
    case .silence: 0.1
    case .quiet: -50
    case .loud: -5
    case .clipping: 0.0005
    case .noise: 6
    case .closures: 0.75
    case .jitter: 60
    case .lag: 55
    case .rest: 0.5
    case .range: 0
    case .frozen: 0
    case .blinks: 70
    case .feeling: nil
    case .length: 2.5
    }
  }
}

/// Something of a line that is worth a look.
public struct QualityFlag: Sendable, Hashable, Codable {
  /// What was looked at.
  public let check: QualityCheck
  /// The fact, one line.
  public let message: String
}
