public import FacePerformance
internal import Foundation
internal import Phonetics
public import SpeechAnimation

/// What was heard of a line, as other tools read it: phones and words with their times, and the feeling of the voice.
public struct ListeningReport: Sendable, Codable, Hashable {
  /// A sound of the line and when it is heard.
  public struct Phone: Sendable, Codable, Hashable {
    /// Seconds.
    public let start: Double
    /// Seconds.
    public let end: Double
    /// Symbol of the phone table; empty for silence.
    public let ipa: String
    /// Mean probability, 0…1.
    public let confidence: Double
  }

  /// A word of the text and when it is said.
  public struct Word: Sendable, Codable, Hashable {
    /// As it is written in the text.
    public let text: String
    /// Seconds; both missing where the word was not found in the recording.
    public let start: Double?
    /// Seconds; missing as the start is.
    public let end: Double?
    /// How well its phones fit what was heard, 0…1.
    public let confidence: Double
  }

  /// What the voice says of its feeling in 0.2 s.
  public struct Feeling: Sendable, Codable, Hashable {
    /// Seconds at which the 0.2 s begin that it stands for.
    public let time: Double
    /// Probability of each category by its name; they sum to 1.
    public let weights: [String: Double]
    /// 0 calm … 1 roused.
    public let arousal: Double
  }

  /// A syllable's nucleus, and how much it stands out.
  public struct Syllable: Sendable, Codable, Hashable {
    /// Seconds.
    public let time: Double
    /// 0…1; from 0.55 on it carries an accent.
    public let prominence: Double
    /// Octaves above the speaker's own pitch.
    public let pitch: Double
  }

  /// Something that the text asks of the face.
  public struct Direction: Sendable, Codable, Hashable {
    /// Seconds at which it begins.
    public let time: Double
    /// In the words of the vocabulary, or what the words say of themselves: "denial".
    public let words: String
  }

  /// A stretch of time.
  public struct Span: Sendable, Codable, Hashable {
    /// Seconds.
    public let start: Double
    /// Seconds.
    public let end: Double
  }

  /// File name of the recording.
  public let audio: String
  /// Length of the recording, seconds.
  public let durationSeconds: Double
  /// Name and content hash of the model that heard it.
  public let model: String
  /// Sounds and silences, which cover the line in order.
  public let phones: [Phone]
  /// Where a transcript was given and fits.
  public let words: [Word]?
  /// How well the given transcript fits, 0…1; below 0.42 it was left aside.
  public let transcriptConfidence: Double?
  /// The feeling of the voice, a reading every 0.2 s.
  public let emotion: [Feeling]
  /// Syllables in order.
  public let syllables: [Syllable]
  /// Pauses between phrases.
  public let pauses: [Span]
  /// Breaths that are heard in them.
  public let breaths: [Span]

  /// What the text asks of the face; missing where it asks nothing.
  public let directions: [Direction]?

  /// - Parameter audioName: the recording's file name.
  /// - Parameter directions: what the text asks of the face.
  public init(_ line: HeardLine, audioName: String, directions: DirectedLine = .none) {
    let table = PhoneTable.standard
    let length = line.speech.durationSeconds
    func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
    func time(_ seconds: Double) -> Double { rounded(min(max(seconds, 0), length)) }
    audio = audioName
    durationSeconds = rounded(length)
    model = line.speech.modelIdentifier
    let segments = PhoneDecoder().segments(of: line.phones, loudness: line.speech.loudness)
    phones = segments.enumerated().map { index, segment in
      let isLast = index == segments.count - 1
      return Phone(
        start: time(Double(segment.steps.lowerBound) * PhoneSegment.stepSeconds),
        end: isLast ? time(length) : time(Double(segment.steps.upperBound) * PhoneSegment.stepSeconds),
        ipa: segment.phone == table.silence ? "" : table.phones[segment.phone].symbol,
        confidence: rounded(Double(segment.confidence)))
    }.filter { $0.start < $0.end }
    words = line.transcript.map { transcript in
      transcript.words.filter { !$0.text.isEmpty }.map { word in
        Word(
          text: word.text, start: word.frames.map { time((Double($0.lowerBound) - 0.5) * 0.02) },
          end: word.frames.map { time((Double($0.upperBound) - 0.5) * 0.02) },
          confidence: rounded(Double(word.confidence)))
      }
    }
    let prosody = Prosody(line, directions: directions)
    syllables = prosody.syllables.map {
      Syllable(
        time: time(Double($0.frame) / 50), prominence: rounded(Double($0.prominence)),
        pitch: rounded(Double($0.pitchOctaves)))
    }
    func span(_ frames: Range<Int>) -> Span {
      Span(start: time(Double(frames.lowerBound) / 50), end: time(Double(frames.upperBound) / 50))
    }
    pauses = prosody.pauses.map(span)
    breaths = prosody.breaths.map(span)
    self.directions =
      directions.isEmpty ? nil : directions.summary.map { Direction(time: time($0.seconds), words: $0.words) }
    transcriptConfidence = line.transcriptConfidence.map { rounded(Double($0)) }
    emotion = line.speech.emotion.readings.enumerated().map { index, reading in
      Feeling(
        time: rounded(Double(index) * EmotionTrack.stepSeconds),
        weights: Dictionary(
          uniqueKeysWithValues: Emotion.allCases.map { ($0.rawValue, rounded(Double(reading[$0]))) }),
        arousal: rounded(Double(reading.arousal)))
    }
  }

  /// As JSON with sorted keys.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { preconditionFailure("a report holds nothing that JSON lacks") }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  /// As a Praat TextGrid with tiers `words` (where a transcript fits) and `phones`.
  public var textGrid: String {
    let phoneTier = TextGrid.Tier(
      name: "phones", intervals: phones.map { TextGrid.Interval(start: $0.start, end: $0.end, label: $0.ipa) })
    let wordTier = words.map { words in
      TextGrid.Tier(name: "words", intervals: Self.filled(words, durationSeconds))
    }
    return TextGrid(durationSeconds: durationSeconds, tiers: [wordTier, phoneTier].compactMap { $0 }).text
  }

  /// Praat wants tiers without gaps.
  private static func filled(_ words: [Word], _ length: Double) -> [TextGrid.Interval] {
    var intervals: [TextGrid.Interval] = []
    var position = 0.0
    for word in words {
      guard let start = word.start, let end = word.end, end > start else { continue }
      if start > position { intervals.append(TextGrid.Interval(start: position, end: start, label: "")) }
      intervals.append(TextGrid.Interval(start: max(start, position), end: end, label: word.text))
      position = end
    }
    if position < length { intervals.append(TextGrid.Interval(start: position, end: length, label: "")) }
    return intervals
  }
}
