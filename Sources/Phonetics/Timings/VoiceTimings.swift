internal import Foundation

/// Times of words and visemes as synthesised voices give them, in JSON or JSON lines.
///
/// Read are Azure's viseme and word-boundary events (offsets in ticks of 100 ns; in files of its batch synthesis,
/// milliseconds), Amazon Polly's speech marks (a line a mark, milliseconds), and arrays of words or characters with start and
/// end as ElevenLabs and Inworld return them (seconds; in ElevenLabs' stream, milliseconds and durations), with Inworld's
/// phones.
struct VoiceTimings {
  let grid: TextGrid

  /// - Throws: ``PhoneticsError`` `.textGridInvalid`.
  init(parsing text: String, name: String) throws(PhoneticsError) {
    var found = Found()
    if let whole = try? JSONSerialization.jsonObject(with: Data(text.utf8)) {
      found.take(whole)
    } else {
      for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
        guard let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)) else {
          throw PhoneticsError(
            .textGridInvalid, "'\(name)' is not JSON (line \(index + 1)): save the voice's timings as they come")
        }
        found.take(value)
      }
    }
    let (words, phones) = found.events.said
    grid = try SpokenTimes.grid(words: found.words + words, phones: found.phones + phones, name: name)
  }

  /// What a walk through the values has found.
  private struct Found {
    var words: [SpokenTimes.Said] = []
    var phones: [SpokenTimes.Said] = []
    var events = TimedEvents()

    mutating func take(_ value: Any) {
      if let list = value as? [Any] {
        for item in list { take(item) }
      } else if let object = value as? [String: Any] {
        take(object: object)
      }
    }

    private mutating func take(object: [String: Any]) {
      if let aligned = Self.alignment(object) {
        words += aligned
        takePhones(object["phoneticDetails"] as? [Any] ?? [])
        return
      }
      if events.take(object) { return }
      // The text as it was sent comes before the text as it was normalised.
      let keys = object.keys.sorted { ($0.hasPrefix("normal") ? 1 : 0, $0) < ($1.hasPrefix("normal") ? 1 : 0, $1) }
      let hasPlain = object["alignment"] is [String: Any]
      for key in keys where !(hasPlain && key.lowercased().hasPrefix("normal")) {
        // Inworld may give words and their characters: the words say more.
        if key == "characterAlignment", object["wordAlignment"] is [String: Any] { continue }
        if let value = object[key] { take(value) }
      }
    }

    private mutating func takePhones(_ details: [Any]) {
      for word in details {
        for phone in (word as? [String: Any])?["phones"] as? [Any] ?? [] {
          guard let phone = phone as? [String: Any], let symbol = phone["phoneSymbol"] as? String,
            let start = phone["startTimeSeconds"] as? Double, let duration = phone["durationSeconds"] as? Double
          else { continue }
          phones.append(.init(start: start, end: start + duration, label: symbol))
        }
      }
    }

    /// Names of arrays: what is said, when it begins, when it ends or how long it lasts, and seconds a unit.
    private static let arrays: [(said: String, start: String, end: String, isLength: Bool, unit: Double)] = [
      ("characters", "character_start_times_seconds", "character_end_times_seconds", false, 1),
      ("chars", "charStartTimesMs", "charDurationsMs", true, 0.001),
      ("words", "wordStartTimeSeconds", "wordEndTimeSeconds", false, 1),
      ("characters", "characterStartTimeSeconds", "characterEndTimeSeconds", false, 1),
      ("words", "start", "end", false, 1),
    ]

    /// Words of an object that holds such arrays; nil for any other.
    private static func alignment(_ object: [String: Any]) -> [SpokenTimes.Said]? {
      for form in arrays {
        guard let said = object[form.said] as? [String], let starts = object[form.start] as? [Double],
          let ends = object[form.end] as? [Double], said.count == starts.count, said.count == ends.count
        else { continue }
        let pieces = said.indices.map { index in
          let start = starts[index] * form.unit
          return SpokenTimes.Said(
            start: start, end: form.isLength ? start + ends[index] * form.unit : ends[index] * form.unit,
            label: said[index])
        }
        return form.said == "words" ? pieces.filter { isWord($0.label) } : gathered(pieces)
      }
      return nil
    }

    private static func isWord(_ text: String) -> Bool { text.contains { $0.isLetter || $0.isNumber } }

    /// Characters gathered into the words between spaces.
    private static func gathered(_ characters: [SpokenTimes.Said]) -> [SpokenTimes.Said] {
      var words: [SpokenTimes.Said] = []
      var open: [SpokenTimes.Said] = []
      func word() -> [SpokenTimes.Said] {
        guard let first = open.first, let last = open.last else { return [] }
        let label = open.map(\.label).joined()
        return isWord(label) ? [.init(start: first.start, end: last.end, label: label)] : []
      }
      for character in characters {
        if character.label.allSatisfy(\.isWhitespace) {
          words += word()
          open = []
        } else {
          open.append(character)
        }
      }
      return words + word()
    }
  }
}
