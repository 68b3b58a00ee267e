/// Events of a voice that come one by one: visemes and words, each with the time at which it begins.
struct TimedEvents {
  private struct Event {
    let time: Double
    let duration: Double?
    let label: String
  }

  private var azureVisemes: [Event] = []
  private var azureWords: [Event] = []
  private var pollyVisemes: [Event] = []
  private var pollyWords: [Event] = []
  private var pollySilences: [Double] = []

  /// A word or a viseme that nothing follows lasts so long, seconds.
  private static let lastSeconds = 0.3
  private static let secondsATick = 1e-7
  /// Events lie further apart than this in ticks, and nearer in milliseconds.
  private static let ticksBetweenEvents = 20_000.0

  /// Takes an event.
  /// - Returns: whether it was one.
  mutating func take(_ object: [String: Any]) -> Bool {
    func first(_ names: String...) -> Any? { names.lazy.compactMap { object[$0] }.first }
    if let offset = (first("audioOffset", "audio_offset", "AudioOffset") as? Double) {
      if let id = first("visemeId", "viseme_id", "VisemeId") as? Int {
        azureVisemes.append(
          Event(time: offset, duration: nil, label: Self.azure.indices.contains(id) ? Self.azure[id] : ""))
        return true
      }
      if let text = first("text", "Text") as? String {
        let kind = first("boundaryType", "boundary_type", "BoundaryType") as? String ?? "Word"
        if kind.lowercased().hasSuffix("word") {
          azureWords.append(Event(time: offset, duration: first("duration", "Duration") as? Double, label: text))
        }
        return true
      }
      return false
    }
    guard let time = object["time"] as? Double, let type = object["type"] as? String else { return false }
    let value = object["value"] as? String ?? ""
    switch type {
    case "viseme":
      pollyVisemes.append(Event(time: time, duration: nil, label: Self.polly[value] ?? ""))
      if value == "sil" { pollySilences.append(time) }
    case "word": pollyWords.append(Event(time: time, duration: nil, label: value))
    default: break
    }
    return true
  }

  /// All that was taken, in seconds.
  var said: (words: [SpokenTimes.Said], phones: [SpokenTimes.Said]) {
    let unit = azureUnit
    return (
      Self.said(azureWords, unit) + Self.said(pollyWords, 0.001, silences: pollySilences),
      Self.said(azureVisemes, unit) + Self.said(pollyVisemes, 0.001)
    )
  }

  /// Seconds a unit of Azure's offsets: its events count ticks, the files of its batch synthesis milliseconds.
  private var azureUnit: Double {
    let times = (azureVisemes.isEmpty ? azureWords : azureVisemes).map(\.time)
    guard let first = times.min(), let last = times.max() else { return Self.secondsATick }
    let spacing = times.count > 1 ? (last - first) / Double(times.count - 1) : last
    return spacing > Self.ticksBetweenEvents ? Self.secondsATick : 0.001
  }

  private static func said(_ events: [Event], _ unit: Double, silences: [Double] = []) -> [SpokenTimes.Said] {
    let sorted = events.sorted { $0.time < $1.time }
    return sorted.indices.map { index in
      let event = sorted[index]
      let next = index + 1 < sorted.count ? sorted[index + 1].time * unit : event.time * unit + lastSeconds
      let silence = silences.first { $0 > event.time }.map { $0 * unit } ?? .infinity
      let end = event.duration.map { (event.time + $0) * unit } ?? min(next, silence)
      return SpokenTimes.Said(start: event.time * unit, end: end, label: event.label)
    }
  }

  /// A phone that looks like each of Azure's visemes, by its number (Microsoft, "Get facial position with viseme").
  private static let azure = [
    "", "ə", "ɑ", "ɔ", "ɛ", "ɝ", "i", "u", "oʊ", "aʊ", "ɔɪ", "aɪ", "h", "ɹ", "l", "s", "ʃ", "ð", "f", "t", "k", "b",
  ]

  /// A phone that looks like each of Amazon Polly's visemes (Amazon Polly Developer Guide, "Phoneme and viseme tables").
  private static let polly = [
    "sil": "", "p": "b", "t": "t", "S": "ʃ", "T": "θ", "f": "f", "k": "k", "i": "i", "r": "ɹ", "s": "s", "u": "u",
    "@": "ə", "a": "ɑ", "e": "eɪ", "E": "ɛ", "o": "oʊ", "O": "ɔ",
  ]
}
