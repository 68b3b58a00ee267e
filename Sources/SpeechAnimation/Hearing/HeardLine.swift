internal import Foundation
public import KeptValues
public import Phonetics

/// A line as it is best known: what was heard of its recording, with its text laid over it where there is one that fits.
public struct HeardLine: Sendable {
  /// What was heard, whatever the text.
  public let speech: HeardSpeech
  /// The text with its times; nil where none was given, or where it did not fit.
  public let transcript: AlignedTranscript?
  /// How well the text fits, 0…1; nil where none was given.
  public let transcriptConfidence: Float?
  /// The phones as heard, or guided by the text.
  public let phones: PhoneTrack
  /// Key of the text; nil where none was given.
  public let textKey: ContentKey?

  /// A line without a text.
  public init(_ speech: HeardSpeech) {
    self.init(speech, transcript: nil, confidence: nil, textKey: nil)
  }

  /// A line with its text, which guides the phones where it fits (``AlignedTranscript/leastConfidence``) and is left aside
  /// where it does not.
  /// - Parameter textKey: key of what the text was made from.
  public init(_ speech: HeardSpeech, aligned: AlignedTranscript, textKey: ContentKey) {
    let fits = aligned.confidence >= AlignedTranscript.leastConfidence
    self.init(speech, transcript: fits ? aligned : nil, confidence: aligned.confidence, textKey: textKey)
  }

  private init(_ speech: HeardSpeech, transcript: AlignedTranscript?, confidence: Float?, textKey: ContentKey?) {
    self.speech = speech
    self.transcript = transcript
    self.textKey = textKey
    transcriptConfidence = confidence
    phones = transcript?.guiding(speech.phones) ?? speech.phones
  }

  /// The name of what it was made from.
  public var key: ContentKey { Self.key(speech: speech.key, text: textKey) }

  /// The key of a line, known before it is heard and aligned.
  public static func key(speech: ContentKey, text: ContentKey?) -> ContentKey {
    let maker = ContentKeyMaker("\(kind) \(version)")
    maker.add(speech)
    if let text { maker.add(text) }
    return maker.key()
  }
}

extension HeardLine: KeptValue {
  /// What it is, in files.
  public static let kind = "mien-line"
  /// Of the way in which texts are aligned.
  public static let version = 1

  private struct Details: Codable {
    struct Phone: Codable {
      let phone: Int
      let start: Int
      let end: Int
    }
    struct Word: Codable {
      let text: String
      let phones: [Phone]
      let confidence: Float
    }

    let speech: ContentKey
    /// JSON of the speech's own details.
    let speechDetails: Data
    let words: [Word]?
    let confidence: Float?
    let textKey: ContentKey?
  }

  /// The speech, and the words with their times.
  public var record: KeptRecord {
    let speech = self.speech.record
    let words = transcript?.words.map { word in
      Details.Word(
        text: word.text,
        phones: word.phones.map { .init(phone: $0.phone, start: $0.frames.lowerBound, end: $0.frames.upperBound) },
        confidence: word.confidence)
    }
    let details = Details(
      speech: self.speech.key, speechDetails: speech.details, words: words, confidence: transcriptConfidence,
      textKey: textKey)
    return KeptRecord(details, arrays: speech.arrays)
  }

  /// Takes its parts back, checked.
  public init(_ record: KeptRecord) throws(KeptError) {
    let details = try record.details(as: Details.self)
    var inner = record
    inner.details = details.speechDetails
    let speech = try HeardSpeech(inner)
    guard speech.key == details.speech else { throw KeptError(.damaged, "its speech is another line's") }
    var words: [AlignedTranscript.Word]?
    if let stated = details.words {
      let phoneCount = PhoneTable.standard.phones.count
      for phone in stated.flatMap(\.phones) {
        guard (0..<phoneCount).contains(phone.phone), 0 <= phone.start, phone.start < phone.end,
          phone.end <= speech.frameCount
        else { throw KeptError(.damaged, "a phone of its text lies outside it") }
      }
      words = stated.map { word in
        AlignedTranscript.Word(
          text: word.text, phones: word.phones.map { ($0.phone, $0.start..<$0.end) }, confidence: word.confidence)
      }
    }
    self.init(
      speech, transcript: words.map { AlignedTranscript(words: $0, confidence: details.confidence ?? 0) },
      confidence: details.confidence, textKey: details.textKey)
  }
}
