/// Reads SSML as people write it for speech synthesis, whole (`<speak>…</speak>`) or tags amid a text. Linear, without recursion.
///
/// Source: W3C Speech Synthesis Markup Language 1.1; Microsoft's and Amazon's own tags for manners of speaking.
struct SpeechMarkup {
  private struct Element {
    let name: String
    let attributes: [String: String]
    let place: Int
    /// Index of its first word.
    let word: Int
  }

  private let text: [Character]
  private var index = 0
  private var open: [Element] = []
  /// How many of the open elements say nothing.
  private var silent = 0

  init(_ text: [Character]) { self.text = text }

  /// Whether a text has tags of SSML in it.
  static func isMarkup(_ text: [Character]) -> Bool {
    for index in text.indices where text[index] == "<" {
      let rest = text[(index + 1)...].drop { $0 == "/" }.prefix(40)
      if rest.starts(with: "?xml") { return true }
      let name = String(rest.prefix(while: isOfName)).lowercased()
      let after = rest.dropFirst(name.count).first ?? " "
      if SpeechTag.known[name] != nil, after.isWhitespace || after == ">" || after == "/" { return true }
    }
    return false
  }

  /// - Throws: ``PhoneticsError`` `.markupInvalid`.
  mutating func read(into builder: inout MarkedTextBuilder) throws(PhoneticsError) {
    var words: [Character] = []
    func flush(_ builder: inout MarkedTextBuilder) {
      if silent == 0, !words.isEmpty { builder.take(words[...]) }
      words.removeAll(keepingCapacity: true)
    }
    while index < text.count {
      switch text[index] {
      case "<":
        flush(&builder)
        try readTag(into: &builder)
      case "&": words.append(contentsOf: try entity())
      default:
        words.append(text[index])
        index += 1
      }
    }
    flush(&builder)
    if let element = open.last {
      throw fault(at: element.place, "<\(element.name)> is not closed: add </\(element.name)>")
    }
  }

  private mutating func readTag(into builder: inout MarkedTextBuilder) throws(PhoneticsError) {
    let place = index
    if starts("<!--") { return try skip(past: "-->", "a comment", from: place) }
    if starts("<![CDATA[") {
      let start = index + 9
      try skip(past: "]]>", "a CDATA section", from: place)
      if silent == 0 { builder.take(text[start..<index - 3]) }
      return
    }
    if starts("<?") { return try skip(past: "?>", "'<?'", from: place) }
    if starts("<!") { return try skip(past: ">", "'<!'", from: place) }
    index += 1
    let isEnd = index < text.count && text[index] == "/"
    if isEnd { index += 1 }
    let name = String(takeName()).lowercased()
    guard !name.isEmpty else { throw fault(at: place, "'<' begins no tag: write &lt; for the sign") }
    if isEnd {
      skipSpace()
      guard index < text.count, text[index] == ">" else { throw fault(at: place, "</\(name) has no '>'") }
      index += 1
      return try close(name, at: place, &builder)
    }
    let attributes = try attributes(of: name, from: place)
    let isWhole = text[index] == "/"
    index += isWhole ? 2 : 1
    begin(Element(name: name, attributes: attributes, place: place, word: builder.nextWord), &builder)
    if isWhole { try close(name, at: place, &builder) }
  }

  /// Reads up to the '>' or '/>' of a tag.
  private mutating func attributes(of name: String, from place: Int) throws(PhoneticsError) -> [String: String] {
    var attributes: [String: String] = [:]
    while true {
      skipSpace()
      guard index < text.count else { throw fault(at: place, "<\(name) has no '>'") }
      if text[index] == ">" { return attributes }
      if text[index] == "/", index + 1 < text.count, text[index + 1] == ">" { return attributes }
      let start = index
      let key = String(takeName()).lowercased()
      skipSpace()
      guard !key.isEmpty, index < text.count, text[index] == "=" else {
        throw fault(
          at: start, "<\(name)> has an attribute without a value: write it as \(key.isEmpty ? "name" : key)=\"…\"")
      }
      index += 1
      skipSpace()
      guard index < text.count, text[index] == "\"" || text[index] == "'" else {
        throw fault(at: start, "the value of \(key) in <\(name)> has no quotes: write \(key)=\"…\"")
      }
      let quote = text[index]
      index += 1
      var value = ""
      while index < text.count, text[index] != quote {
        if text[index] == "&" {
          value += String(try entity())
        } else if text[index] == "<" {
          throw fault(at: start, "the value of \(key) in <\(name)> has no end: close its quotes")
        } else {
          value.append(text[index])
          index += 1
        }
      }
      guard index < text.count else {
        throw fault(at: start, "the value of \(key) in <\(name)> has no end: close its quotes")
      }
      index += 1
      attributes[key] = value
    }
  }

  private mutating func begin(_ element: Element, _ builder: inout MarkedTextBuilder) {
    open.append(element)
    let meaning = SpeechTag.known[element.name]
    let isHeard = silent == 0
    if meaning?.isSilent == true { silent += 1 }
    guard isHeard else { return }
    switch meaning {
    case .sentence: builder.breakSentence()
    case .rest:
      guard let seconds = SpeechTag.pauseSeconds(element.attributes) else {
        builder.note("<break> says no length that can be read: write time=\"400ms\" or strength=\"medium\"")
        return
      }
      builder.add(.pause(seconds: seconds))
    case .substitute: builder.take(Array(element.attributes["alias"] ?? "")[...])
    case .sound: builder.note("<audio> is left out: the sound of the line is its recording")
    case nil: builder.note("the tag <\(element.name.prefix(40))> is not known: it is left out, and its words are said")
    default: break
    }
  }

  private mutating func close(_ name: String, at place: Int, _ builder: inout MarkedTextBuilder) throws(PhoneticsError)
  {
    guard let element = open.popLast() else { throw fault(at: place, "</\(name)> closes nothing: take it out") }
    guard element.name == name else {
      throw fault(at: place, "</\(name)> stands where <\(element.name)> is open: write </\(element.name)> first")
    }
    let meaning = SpeechTag.known[name]
    if meaning?.isSilent == true { silent -= 1 }
    guard silent == 0 else { return }
    if meaning == .sentence { builder.breakSentence() }
    for content in SpeechTag.contents(of: name, element.attributes) {
      let words = element.word..<max(element.word, builder.nextWord)
      if !words.isEmpty { builder.add(content, over: words) }
    }
  }

  /// "&amp;" and the like, as what they stand for.
  private mutating func entity() throws(PhoneticsError) -> [Character] {
    let place = index
    guard let end = text[index...].prefix(12).firstIndex(of: ";") else {
      throw fault(at: place, "'&' begins no entity: write &amp; for the sign")
    }
    let name = String(text[index + 1..<end])
    index = end + 1
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let value = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      if let scalar = value.flatMap(Unicode.Scalar.init), scalar.value > 0 { return [Character(scalar)] }
    } else if let character = SpeechTag.entities[name] {
      return [character]
    }
    throw fault(at: place, "the entity &\(name); is not known: write the sign itself")
  }

  private mutating func takeName() -> ArraySlice<Character> {
    let start = index
    while index < text.count, Self.isOfName(text[index]) { index += 1 }
    return text[start..<index]
  }

  private mutating func skipSpace() {
    while index < text.count, text[index].isWhitespace { index += 1 }
  }

  private func starts(_ word: String) -> Bool { text[index...].starts(with: word) }

  private mutating func skip(past end: String, _ what: String, from place: Int) throws(PhoneticsError) {
    let end = Array(end)
    while index < text.count {
      if text[index] == end[0], text[index...].starts(with: end) {
        index += end.count
        return
      }
      index += 1
    }
    throw fault(at: place, "\(what) has no '\(String(end))'")
  }

  private static func isOfName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == ":" || character == "-" || character == "_"
      || character == "."
  }

  private func fault(at place: Int, _ words: String) -> PhoneticsError {
    let before = text[..<place]
    let line = before.count { $0.isNewline } + 1
    let column = place - (before.lastIndex { $0.isNewline } ?? -1)
    return PhoneticsError(.markupInvalid, "the SSML is damaged at line \(line), column \(column): \(words)")
  }
}
