internal import Foundation

/// What the tags of SSML are for a face.
enum SpeechTag: Sendable {
  /// Its words are said as they stand.
  case plain
  case sentence
  case emphasis
  case rest
  /// Says how its words are said.
  case manner
  /// Another text is said for its own.
  case substitute
  /// Nothing in it is said.
  case unspoken
  /// A sound, which is no part of the text.
  case sound

  var isSilent: Bool { self == .substitute || self == .unspoken || self == .sound }

  static let known: [String: SpeechTag] = [
    "speak": .plain, "voice": .plain, "lang": .plain, "say-as": .plain, "phoneme": .plain, "w": .plain, "token": .plain,
    "mark": .plain, "bookmark": .plain, "lookup": .plain, "foreign": .plain, "mstts:silence": .plain,
    "mstts:viseme": .plain, "s": .sentence, "sentence": .sentence, "p": .sentence, "paragraph": .sentence,
    "emphasis": .emphasis, "break": .rest, "prosody": .manner, "mstts:express-as": .manner, "express-as": .manner,
    "amazon:effect": .manner, "amazon:emotion": .manner, "google:style": .manner, "sub": .substitute,
    "desc": .unspoken, "meta": .unspoken, "metadata": .unspoken, "lexicon": .unspoken, "audio": .sound,
    "mstts:backgroundaudio": .sound,
  ]

  static let entities: [String: Character] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "mdash": "—", "ndash": "–", "hellip": "…",
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
  ]

  /// Seconds of a pause by its strength (Microsoft's Azure Speech, "break": 250 ms to 1.25 s), or as its time says.
  static func pauseSeconds(_ attributes: [String: String]) -> Double? {
    if let time = attributes["time"] { return seconds(time) }
    let strengths: [String: Double] = [
      "none": 0, "x-weak": 0.25, "weak": 0.5, "medium": 0.75, "strong": 1, "x-strong": 1.25,
    ]
    return strengths[attributes["strength"] ?? "medium"]
  }

  /// "400ms" or "0.4s"; nil for anything else, and for more than a minute.
  private static func seconds(_ text: String) -> Double? {
    let text = text.trimmingCharacters(in: .whitespaces).lowercased()
    let isMilliseconds = text.hasSuffix("ms")
    guard isMilliseconds || text.hasSuffix("s"), let number = Double(text.dropLast(isMilliseconds ? 2 : 1)) else {
      return nil
    }
    let seconds = isMilliseconds ? number / 1000 : number
    return (0...60).contains(seconds) ? seconds : nil
  }

  /// What an element says of its words.
  static func contents(of name: String, _ attributes: [String: String]) -> [MarkedText.Mark.Content] {
    switch name {
    case "emphasis":
      let levels: [String: Float] = ["strong": 1, "moderate": 0.8]
      return levels[attributes["level"] ?? "moderate"].map { [.stress($0)] } ?? []
    case "prosody": return prosody(attributes).map { .direction($0) }
    case "mstts:express-as", "express-as": return direction(attributes["style"], degree: attributes["styledegree"])
    case "amazon:emotion": return direction(attributes["name"], degree: attributes["intensity"])
    case "amazon:effect", "google:style":
      return direction(attributes["name"] ?? attributes["phonation"], degree: nil)
    default: return []
    }
  }

  private static func direction(_ manner: String?, degree: String?) -> [MarkedText.Mark.Content] {
    guard let manner, !manner.isEmpty else { return [] }
    let strength: String
    switch degree?.lowercased() {
    case nil, "medium": strength = ""
    case "low": strength = "slightly "
    case "high": strength = "very "
    case .some(let number):
      let value = Double(number) ?? 1
      strength = value < 0.75 ? "slightly " : value > 1.25 ? "very " : ""
    }
    return [.direction(strength + manner)]
  }

  /// A voice's volume, rate and pitch in words.
  private static func prosody(_ attributes: [String: String]) -> [String] {
    var words: [String] = []
    if let volume = attributes["volume"],
      let level = level(volume, ["silent", "x-soft", "soft"], ["loud", "x-loud"], typical: 100)
    {
      words.append(level < 0 ? "softly" : "loudly")
    }
    if let rate = attributes["rate"], let level = level(rate, ["x-slow", "slow"], ["fast", "x-fast"], typical: 1) {
      words.append(level < 0 ? "slowly" : "quickly")
    }
    if let pitch = attributes["pitch"], let level = level(pitch, ["x-low", "low"], ["high", "x-high"], typical: nil) {
      words.append(level < 0 ? "deep voice" : "high voice")
    }
    return words
  }

  /// −1 below the ordinary, 1 above, nil where it is ordinary or cannot be read.
  /// - Parameter typical: what a bare number is compared with.
  private static func level(_ value: String, _ low: [String], _ high: [String], typical: Double?) -> Int? {
    let value = value.trimmingCharacters(in: .whitespaces).lowercased()
    if low.contains(value) { return -1 }
    if high.contains(value) { return 1 }
    let number = value.prefix { $0.isNumber || "+-.".contains($0) }
    guard let amount = Double(number) else { return nil }
    let unit = value.dropFirst(number.count)
    let isRelative = number.hasPrefix("+") || number.hasPrefix("-")
    let change: Double
    if isRelative {
      change = amount
    } else if unit == "%" {
      change = amount - 100
    } else if unit.isEmpty, let typical {
      change = amount - typical
    } else {
      return nil
    }
    // A tenth more or less is still ordinary.
    let least = unit == "%" ? 10.0 : unit.isEmpty ? 0.1 : 1
    return change.magnitude < least ? nil : change < 0 ? -1 : 1
  }
}
