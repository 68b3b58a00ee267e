public import KeptValues

/// The figures by which a baked line is judged: its sound, its words, and its face. All of them are of the first take.
public struct LineQuality: Sendable, Hashable, Codable {
  /// Of the recording.
  public var sound = SoundFigures()
  /// Share of the frames in which somebody speaks, 0…1.
  public var speechShare = 0.0
  /// Seconds from the first to the last sound of speech.
  public var talkSeconds = 0.0
  /// How well the text fits, 0…1; nil where none was given.
  public var alignment: Double?
  /// Words of the text.
  public var wordCount = 0
  /// Words of the text that the sound does not hold.
  public var missingWords: [String] = []
  /// Share of the speech that no word of the text covers, 0…1; nil where no text fits.
  public var unwrittenShare: Double?
  /// Bilabials that are said (p, b, m), as the text has them, or as they are heard where there is none.
  public var bilabialCount = 0
  /// Share of them in which the lips of the rig touch, 0…1; nil where there are none.
  public var closureRecall: Double?
  /// Share of the frames of longer silences in which the mouth rests, 0…1; nil where there are none.
  public var restShare: Double?
  /// Mean size of the second difference of the lips' gap, mouth widths a second².
  public var jitter = 0.0
  /// How late the lips are, milliseconds; negative where they are early. Nil where they say nothing of it.
  public var lagMilliseconds: Double?
  /// How alike the lips' gap is to what is heard of it at that lag, −1…1.
  public var lipLikeness: Double?
  /// Blinks a minute.
  public var blinksAMinute = 0.0
  /// Channels with values outside 0…1, or that are no numbers.
  public var strayChannels: [String] = []
  /// Channels that stand still while their like moves.
  public var frozenChannels: [String] = []
  /// What was taken for the feeling of the voice.
  public var feeling = ""
  /// Its mean share, 0…1.
  public var feelingShare = 0.0
  /// Curves for a plot.
  public var curves = QualityCurves()
  /// The face on the rig, where it is kept.
  public var fitted: ContentKey?
}

/// A line's curves in few values, for a plot: 25 a second, or fewer in long lines; a byte each, 0 to 255.
public struct QualityCurves: Sendable, Hashable, Codable {
  /// Values a second.
  public var valuesASecond = 25.0
  /// Gap of the lips; 255 is a mouth width.
  public var gap: [UInt8] = []
  /// jawOpen; 255 is 1.
  public var jaw: [UInt8] = []
  /// The lids of the left eye; 255 is shut.
  public var blink: [UInt8] = []
  /// Loudness; 255 is the loudest of the line, 0 is 60 dB below.
  public var loudness: [UInt8] = []

  private enum CodingKeys: String, CodingKey { case valuesASecond, gap, jaw, blink, loudness }

  /// Nothing to plot.
  public init() {}

  /// Reads hexadecimal digits, two a value.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func bytes(_ key: CodingKeys) throws -> [UInt8] {
      let digits = Array(try container.decode(String.self, forKey: key).utf8)
      return stride(from: 0, to: digits.count - 1, by: 2).map {
        Self.value(digits[$0]) << 4 | Self.value(digits[$0 + 1])
      }
    }
    valuesASecond = try container.decode(Double.self, forKey: .valuesASecond)
    (gap, jaw, blink, loudness) = (try bytes(.gap), try bytes(.jaw), try bytes(.blink), try bytes(.loudness))
  }

  /// Writes hexadecimal digits, two a value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(valuesASecond, forKey: .valuesASecond)
    for (key, bytes) in [(CodingKeys.gap, gap), (.jaw, jaw), (.blink, blink), (.loudness, loudness)] {
      try container.encode(
        String(decoding: bytes.flatMap { [Self.digits[Int($0 >> 4)], Self.digits[Int($0 & 15)]] }, as: UTF8.self),
        forKey: key)
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func value(_ digit: UInt8) -> UInt8 { digit < 0x3A ? digit &- 0x30 : (digit & 15) + 9 & 15 }
}
