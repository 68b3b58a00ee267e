internal import SpeechAnimation

/// A direction as it is read: what it asks for, and what of it is not known.
struct DirectionPhrase: Sendable {
  /// One thing that is asked for.
  struct Demand: Sendable, Hashable {
    /// The word of the vocabulary.
    let name: String
    var effect: DirectionEffect
    /// How often a gesture is made.
    var times = 1
    /// How long it lasts where that is said.
    var seconds: Double?
  }

  private(set) var demands: [Demand] = []
  /// What the user should know, one line each.
  private(set) var notes: [String] = []
  private let hasHints: Bool

  private static let strengths: [String: Float] = [
    "very": 1.35, "extremely": 1.5, "really": 1.3, "deeply": 1.3, "broadly": 1.3, "widely": 1.3, "strongly": 1.35,
    "intensely": 1.4, "hard": 1.25, "slightly": 0.5, "little": 0.5, "bit": 0.5, "faintly": 0.4, "subtly": 0.45,
    "mildly": 0.6, "somewhat": 0.7, "half": 0.6, "almost": 0.6, "quite": 1.15,
  ]
  private static let counts: [String: Int] = [
    "once": 1, "twice": 2, "thrice": 3, "repeatedly": 3, "several": 3,
  ]
  private static let separators: Set<String> = [",", ";", "and", "then", "while", "but", "+", "/"]
  /// Words that say nothing of themselves.
  private static let idle: Set<String> = [
    "voice", "tone", "expression", "face", "moment", "way", "manner", "at", "for", "look", "looks", "looking", "feels",
    "feeling",
    "being", "sounds", "sounding", "speaks", "speaking", "says", "you", "out", "eyes", "style", "as", "if", "so", "i",
    "we",
  ]
  private static let denials: Set<String> = [
    "not", "no", "without", "never", "don't", "doesn't", "isn't", "stops", "stop",
  ]
  private static let greatestSeconds = 60.0
  private static let mostTimes = 12
  private static let longestNote = 60
  private static let mostHints = 8

  /// Reads words with commas or "and" between them.
  /// - Parameter hasHints: whether the nearest known words are looked for, which takes its time.
  init(_ text: String, hasHints: Bool = true) {
    self.hasHints = hasHints
    var clause: [String] = []
    for token in Self.tokens(text) + [","] {
      if Self.separators.contains(token) {
        read(clause)
        clause = []
      } else {
        clause.append(token)
      }
    }
  }

  /// Words, numbers, and the signs between clauses; in lower case.
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var word = ""
    func end() {
      if !word.isEmpty { tokens.append(word) }
      word = ""
    }
    for character in text.lowercased() {
      switch character {
      case "’": word.append("'")
      case let c where c.isLetter || c == "'" || c == "-" && !word.isEmpty:
        if word.last?.isNumber == true { end() }
        if c != "-" || !word.isEmpty { word.append(c) }
      case let c where c.isNumber || c == "." && word.last?.isNumber == true:
        if let last = word.last, !last.isNumber, last != "." { end() }
        word.append(c)
      case ",", ";", "+", "/":
        end()
        tokens.append(String(character))
      default: end()
      }
    }
    end()
    return tokens
  }

  private mutating func read(_ tokens: [String]) {
    guard !tokens.isEmpty else { return }
    var (found, unknown): ([DirectionWord], [String]) = ([], [])
    var (strength, times, seconds): (Float, Int, Double?) = (1, 1, nil)
    var number: Double?
    var isDenied = false
    var index = 0
    while index < tokens.count {
      if let (word, end) = Self.match(tokens, from: index) {
        found.append(word)
        index = end
        continue
      }
      let token = tokens[index]
      index += 1
      if let value = Double(token) {
        let unit = index < tokens.count ? tokens[index] : ""
        let units: [String: Double] = [
          "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "ms": 0.001, "milliseconds": 0.001,
        ]
        if let factor = units[unit] {
          seconds = value * factor
          index += 1
        } else if unit == "times" || unit == "x" {
          times = Int(min(max(value, 1), Double(Self.mostTimes)))
          index += 1
        } else {
          number = value
        }
      } else if Self.denials.contains(token) {
        isDenied = true
      } else if let factor = Self.strengths[token] {
        strength *= factor
      } else if let count = Self.counts[token] {
        times = count
      } else if !Self.idle.contains(token), !WordStem.fillers.contains(token), token != "times" {
        unknown.append(token)
      }
    }
    guard !isDenied else {
      let clause = Self.short(tokens.joined(separator: " "))
      notes.append("'\(clause)' asks for nothing that can be shown: say what is done instead")
      return
    }
    take(found, strength, times, seconds, number)
    if !unknown.isEmpty {
      report(unknown.joined(separator: " "), in: tokens.joined(separator: " "), isAll: found.isEmpty)
    }
    if found.isEmpty, unknown.isEmpty { report(tokens.joined(separator: " "), in: "", isAll: true) }
  }

  /// The longest phrase of the vocabulary that begins at a token, and where it ends.
  private static func match(_ tokens: [String], from start: Int) -> (DirectionWord, Int)? {
    guard !WordStem.fillers.contains(tokens[start]) || tokens[start] == "in" || tokens[start] == "out" else {
      return nil
    }
    var stems: [String] = []
    var found: (DirectionWord, Int)?
    var index = start
    while index < tokens.count, stems.count < DirectionVocabulary.longestPhrase {
      stems += DirectionVocabulary.stems(of: tokens[index])
      index += 1
      if let word = DirectionVocabulary.byStems[stems.joined(separator: " ")] { found = (word, index) }
    }
    return found
  }

  private mutating func take(
    _ words: [DirectionWord], _ strength: Float, _ times: Int, _ seconds: Double?, _ number: Double?
  ) {
    let seconds = seconds ?? (words.contains { $0.effects == [.pause] } ? number : nil)
    guard (seconds ?? 0) <= Self.greatestSeconds else {
      notes.append(
        "a direction lasts at most \(Int(Self.greatestSeconds)) s: '\(words.first?.name ?? "")' keeps its own time")
      return take(words, strength, times, nil, nil)
    }
    // A bare number of 0 to 1 is a strength: "angry 0.7".
    let strength = strength * (number.map { (0...1).contains($0) ? Float($0) : 1 } ?? 1)
    for word in words {
      for effect in word.effects {
        demands.append(Demand(name: word.name, effect: effect.scaled(by: strength), times: times, seconds: seconds))
      }
    }
  }

  private mutating func report(_ unknown: String, in clause: String, isAll: Bool) {
    let word = Self.short(unknown)
    let hint =
      (hasHints && notes.count < Self.mostHints ? DirectionVocabulary.nearest(to: word) : nil).map {
        "; did you mean '\($0)'?"
      } ?? ""
    notes.append(
      isAll
        ? "no direction '\(word)' is known, and nothing is made of it\(hint)"
        : "'\(word)' of the direction '\(Self.short(clause))' is not known, and nothing is made of it\(hint)")
  }

  private static func short(_ text: String) -> String {
    text.count > longestNote ? text.prefix(longestNote) + "…" : text
  }
}

extension DirectionEffect {
  /// As strong as is said; gestures become so when they are made.
  fileprivate func scaled(by strength: Float) -> DirectionEffect {
    switch self {
    case .feeling(let state): .feeling(state.strengthened(by: strength))
    case .gesture(let gesture, let own): .gesture(gesture, strength: own * strength)
    case .manner(let manner): .manner(manner.scaled(by: strength))
    case .look, .pause: self
    }
  }
}
