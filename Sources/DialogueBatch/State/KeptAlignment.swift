internal import Foundation
internal import KeptValues
internal import Phonetics
internal import SpeechAnimation

/// How a text lies over a recording, without the recording: kept beside what was heard, so that a text is pronounced and aligned
/// once.
struct KeptAlignment {
  /// What the line is called without a text, or how the text lies over it.
  let aligned: AlignedTranscript?
  /// Key of what the text says, as it is pronounced; nil where it says nothing.
  let textKey: ContentKey?
  /// What the user should know of it, one line each.
  let notes: [String]
  let key: ContentKey

  /// Of a line that was aligned.
  init(_ line: HeardLine, notes: [String], key: ContentKey) {
    textKey = line.textKey
    aligned = line.transcriptConfidence.map {
      AlignedTranscript(words: line.transcript?.words ?? [], confidence: line.transcript?.confidence ?? $0)
    }
    self.notes = notes
    self.key = key
  }

  /// The key of a text, as it stands, over what was heard.
  static func key(speech: ContentKey, text: String) -> ContentKey {
    let maker = ContentKeyMaker("\(kind) \(version) \(HeardLine.version)")
    maker.add(speech)
    maker.add(text)
    return maker.key()
  }

  /// The line as it was; nil where it lies beyond the recording, which is then another one.
  func line(_ speech: HeardSpeech) -> HeardLine? {
    guard let aligned, let textKey else { return HeardLine(speech) }
    let end = aligned.words.flatMap(\.phones).map(\.frames.upperBound).max() ?? 0
    guard end <= speech.frameCount else { return nil }
    return HeardLine(speech, aligned: aligned, textKey: textKey)
  }
}

extension KeptAlignment: KeptValue {
  static let kind = "mien-aligned"
  static let version = 1

  private struct Details: Codable {
    struct Word: Codable {
      let text: String
      /// Phone, first frame, frame after the last, one after another.
      let phones: [Int]
      let confidence: Float
    }
    let words: [Word]?
    let confidence: Float?
    let textKey: ContentKey?
    let notes: [String]
    let key: ContentKey
  }

  var record: KeptRecord {
    let words = aligned?.words.map { word in
      Details.Word(
        text: word.text, phones: word.phones.flatMap { [$0.phone, $0.frames.lowerBound, $0.frames.upperBound] },
        confidence: word.confidence)
    }
    return KeptRecord(
      Details(words: words, confidence: aligned?.confidence, textKey: textKey, notes: notes, key: key), arrays: [:])
  }

  init(_ record: KeptRecord) throws(KeptError) {
    let details = try record.details(as: Details.self)
    let phoneCount = PhoneTable.standard.phones.count
    var words: [AlignedTranscript.Word] = []
    for word in details.words ?? [] {
      var phones: [(phone: Int, frames: Range<Int>)] = []
      for index in stride(from: 0, to: word.phones.count - 2, by: 3) {
        let (phone, start, end) = (word.phones[index], word.phones[index + 1], word.phones[index + 2])
        guard (0..<phoneCount).contains(phone), 0 <= start, start < end else {
          throw KeptError(.damaged, "a phone of its text lies outside it")
        }
        phones.append((phone, start..<end))
      }
      words.append(AlignedTranscript.Word(text: word.text, phones: phones, confidence: word.confidence))
    }
    aligned = details.confidence.map { AlignedTranscript(words: words, confidence: $0) }
    textKey = details.textKey
    notes = details.notes
    key = details.key
  }
}
