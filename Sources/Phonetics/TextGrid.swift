internal import Files
package import Foundation

/// A Praat TextGrid: tiers of labelled intervals, in the long or the short text form, UTF-8 or UTF-16.
///
/// Source: Praat manual, "TextGrid file formats": a file is a row of free-standing numbers, quoted texts and <flags>;
/// everything else is decoration.
package struct TextGrid: Sendable, Hashable {
  package struct Interval: Sendable, Hashable {
    /// Seconds.
    package let start: Double
    package let end: Double
    package let label: String

    package init(start: Double, end: Double, label: String) {
      self.start = start
      self.end = end
      self.label = label
    }
  }

  package struct Tier: Sendable, Hashable {
    package let name: String
    package let intervals: [Interval]

    package init(name: String, intervals: [Interval]) {
      self.name = name
      self.intervals = intervals
    }
  }

  package let durationSeconds: Double
  package let tiers: [Tier]

  package init(durationSeconds: Double, tiers: [Tier]) {
    self.durationSeconds = durationSeconds
    self.tiers = tiers
  }

  /// - Throws: ``PhoneticsError`` `.textGridInvalid`, `.transcriptUnreadable`.
  package init(contentsOf url: URL) throws(PhoneticsError) {
    let text: String
    do { text = try TextFile.read(url, what: "TextGrid") } catch { throw PhoneticsError(error) }
    try self.init(parsing: text, name: url.lastPathComponent)
  }

  /// - Throws: ``PhoneticsError`` `.textGridInvalid`, naming tier and interval.
  package init(parsing text: String, name: String) throws(PhoneticsError) {
    var tokens = Tokens(text, name: name)
    guard try tokens.text("its type") == "ooTextFile", try tokens.text("its class") == "TextGrid" else {
      throw PhoneticsError(.textGridInvalid, "'\(name)' is no TextGrid: save it from Praat as a text file")
    }
    let start = try tokens.number("its start")
    let end = try tokens.number("its end")
    guard try tokens.flag() else { throw PhoneticsError(.textGridInvalid, "'\(name)' has no tiers") }
    let count = try tokens.count("its number of tiers")
    var tiers: [Tier] = []
    for index in 1...max(count, 1) where index <= count {
      let kind = try tokens.text("the class of tier \(index)")
      let title = try tokens.text("the name of tier \(index)")
      _ = try tokens.number("the start of tier '\(title)'")
      _ = try tokens.number("the end of tier '\(title)'")
      let size = try tokens.count("the size of tier '\(title)'")
      switch kind {
      case "IntervalTier": tiers.append(Tier(name: title, intervals: try Self.intervals(size, title, &tokens, name)))
      case "TextTier":  // points in time, which say nothing of phones
        for _ in 0..<size {
          _ = try tokens.number("a time of tier '\(title)'")
          _ = try tokens.text("a mark of tier '\(title)'")
        }
      default: throw PhoneticsError(.textGridInvalid, "'\(name)': tier '\(title)' is of the unknown class '\(kind)'")
      }
    }
    guard start >= 0, end > start else {
      throw PhoneticsError(.textGridInvalid, "'\(name)' lasts from \(start) to \(end) s: its times must rise from 0 on")
    }
    self.init(durationSeconds: end, tiers: tiers)
  }

  private static func intervals(
    _ count: Int, _ tier: String, _ tokens: inout Tokens, _ name: String
  ) throws(PhoneticsError) -> [Interval] {
    /// Rounding of other programs' times.
    let slack = 1e-4
    var intervals: [Interval] = []
    for index in 0..<count {
      let what = "interval \(index + 1) of tier '\(tier)'"
      let (start, end) = (try tokens.number("the start of \(what)"), try tokens.number("the end of \(what)"))
      guard start >= 0, end > start else {
        throw PhoneticsError(
          .textGridInvalid, "'\(name)': \(what) lasts from \(start) to \(end) s: times must rise from 0 on")
      }
      if let before = intervals.last, start < before.end - slack {
        throw PhoneticsError(
          .textGridInvalid,
          "'\(name)': \(what) begins at \(start) s, before the one ahead of it ends (\(before.end) s): "
            + "intervals must not overlap")
      }
      intervals.append(Interval(start: start, end: end, label: try tokens.text("the label of \(what)")))
    }
    return intervals
  }

  /// The tier of that kind: by its name, as Praat, MFA, MAUS and WebMAUS call it.
  package var phoneTier: Tier? {
    tier(named: ["phones", "phone", "mau", "segments", "segment", "phonemes", "phoneme"])
  }
  package var wordTier: Tier? { tier(named: ["words", "word", "ort", "ort-mau", "orthography"]) }

  private func tier(named names: [String]) -> Tier? {
    tiers.first { tier in
      // MFA writes "speaker - phones".
      let title = tier.name.lowercased().split(separator: " ").last.map(String.init) ?? ""
      return names.contains(title)
    }
  }

  /// The long text form.
  package var text: String {
    func quoted(_ label: String) -> String { "\"" + label.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
    var lines = [
      "File type = \"ooTextFile\"", "Object class = \"TextGrid\"", "", "xmin = 0", "xmax = \(durationSeconds)",
      "tiers? <exists>", "size = \(tiers.count)", "item []:",
    ]
    for (index, tier) in tiers.enumerated() {
      lines += [
        "    item [\(index + 1)]:", "        class = \"IntervalTier\"", "        name = \(quoted(tier.name))",
        "        xmin = 0", "        xmax = \(durationSeconds)", "        intervals: size = \(tier.intervals.count)",
      ]
      for (number, interval) in tier.intervals.enumerated() {
        lines += [
          "        intervals [\(number + 1)]:", "            xmin = \(interval.start)",
          "            xmax = \(interval.end)", "            text = \(quoted(interval.label))",
        ]
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension TextGrid {
  /// The free-standing numbers, quoted texts and flags of a file, one after the other.
  private struct Tokens {
    private let characters: [Character]
    private let name: String
    private var position = 0

    init(_ text: String, name: String) {
      characters = Array(text)
      self.name = name
    }

    mutating func text(_ what: String) throws(PhoneticsError) -> String {
      guard case .text(let value) = try next() else { throw missing(what) }
      return value
    }

    mutating func number(_ what: String) throws(PhoneticsError) -> Double {
      guard case .number(let value) = try next(), value.isFinite else { throw missing(what) }
      return value
    }

    mutating func count(_ what: String) throws(PhoneticsError) -> Int {
      guard let value = Int(exactly: try number(what)), value >= 0 else { throw missing(what) }
      return value
    }

    mutating func flag() throws(PhoneticsError) -> Bool {
      guard case .flag(let value) = try next() else { throw missing("its <exists>") }
      return value == "exists"
    }

    private func missing(_ what: String) -> PhoneticsError {
      PhoneticsError(.textGridInvalid, "'\(name)' is cut off or damaged: \(what) is missing")
    }

    private enum Token {
      case text(String)
      case number(Double)
      case flag(String)
    }

    /// nil at the end.
    private mutating func next() throws(PhoneticsError) -> Token? {
      while position < characters.count {
        let character = characters[position]
        if character.isWhitespace {
          position += 1
        } else if character == "\"" {
          return .text(try quoted())
        } else {
          let start = position
          while position < characters.count, !characters[position].isWhitespace { position += 1 }
          let word = String(characters[start..<position])
          if word.hasPrefix("!") {  // a comment
            while position < characters.count, !characters[position].isNewline { position += 1 }
          } else if word.hasPrefix("<"), word.hasSuffix(">") {
            return .flag(String(word.dropFirst().dropLast()))
          } else if let number = Double(word) {
            return .number(number)
          }
        }
      }
      return nil
    }

    private mutating func quoted() throws(PhoneticsError) -> String {
      var text = ""
      position += 1
      while position < characters.count {
        if characters[position] == "\"" {
          guard position + 1 < characters.count, characters[position + 1] == "\"" else {
            position += 1
            return text
          }
          position += 1
        }
        text.append(characters[position])
        position += 1
      }
      throw missing("the end of a text")
    }
  }
}
