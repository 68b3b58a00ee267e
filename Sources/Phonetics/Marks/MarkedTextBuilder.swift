/// Takes a text piece by piece, lets through what is said, and notes what stands beside it. Linear in the text.
struct MarkedTextBuilder {
  private(set) var spoken = ""
  private(set) var marks: [MarkedText.Mark] = []
  private(set) var notes = RepeatedNotes()
  /// Indices of words before which a sentence ends whatever the punctuation says.
  private(set) var breaks: [Int] = []

  private var finishedWords = 0
  /// Whether what is written since the last space has a letter or a digit.
  private var isInWord = false
  /// First word of the stars that are open.
  private var stressStart: Int?

  /// Index of the word that the next letter begins, were a space before it.
  var nextWord: Int { finishedWords + (isInWord ? 1 : 0) }

  /// The longest quotation in a note, characters.
  private static let quoted = 40

  /// Takes a piece of text with brackets and stars in it.
  mutating func take(_ text: ArraySlice<Character>) {
    let ends = Self.matchingBrackets(text)
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      switch character {
      case "[":
        if let end = ends[index] {
          direct(text[index + 1..<end])
          index = end
        } else {
          notes.add("'\(Self.quote(text[index...]))' has no ']': what stands in it is taken for words")
          append(" ")
        }
      case "]":
        notes.add("a ']' has no '[': it is left out")
        append(" ")
      case "*":
        let end = text[index...].firstIndex { $0 != "*" } ?? text.endIndex
        star(index..<end, of: text)
        index = end - 1
      default:
        if character.isNewline, stressStart != nil, index > text.startIndex, text[index - 1].isNewline { dropStress() }
        append(character)
      }
      index += 1
    }
  }

  /// Puts a direction before the next word, or over some.
  mutating func add(_ content: MarkedText.Mark.Content, over words: Range<Int>? = nil) {
    append(" ")
    marks.append(MarkedText.Mark(content: content, words: words ?? nextWord..<nextWord))
  }

  /// Ends a sentence.
  mutating func breakSentence() {
    append(" ")
    if nextWord > 0 { breaks.append(nextWord) }
  }

  /// Ends the word under way.
  mutating func endWord() { append(" ") }

  mutating func note(_ text: @autoclosure () -> String) { notes.add(text()) }

  mutating func finish() {
    append(" ")
    dropStress()
  }

  private mutating func append(_ character: Character) {
    if character.isWhitespace {
      if isInWord { finishedWords += 1 }
      isInWord = false
    } else if Self.isSpoken(character) {
      isInWord = true
    }
    spoken.append(character)
  }

  /// What stands in brackets; brackets in it are none.
  private mutating func direct(_ text: ArraySlice<Character>) {
    let words = String(text.filter { $0 != "[" && $0 != "]" }).split(whereSeparator: \.isWhitespace)
    guard !words.isEmpty else {
      notes.add("empty brackets say nothing: they are left out")
      append(" ")
      return
    }
    add(.direction(words.joined(separator: " ")))
  }

  /// Stars that hug a word open or close a stress; others are left as they are.
  private mutating func star(_ stars: Range<Int>, of text: ArraySlice<Character>) {
    let before = stars.lowerBound > text.startIndex ? text[stars.lowerBound - 1] : " "
    let after = stars.upperBound < text.endIndex ? text[stars.upperBound] : " "
    if before.isNumber && after.isNumber { return append("*") }
    if let start = stressStart, !before.isWhitespace {
      stressStart = nil
      if start < nextWord { marks.append(MarkedText.Mark(content: .stress(1), words: start..<nextWord)) }
    } else if stressStart == nil, !after.isWhitespace {
      stressStart = isInWord ? finishedWords : nextWord
    } else if stars.count == 1 {
      append("*")
    }
  }

  private mutating func dropStress() {
    if stressStart != nil { notes.add("a '*' has no second one after it: it stresses nothing") }
    stressStart = nil
  }

  /// For every '[' that is not in another one the place of its ']'.
  private static func matchingBrackets(_ text: ArraySlice<Character>) -> [Int: Int] {
    var ends: [Int: Int] = [:]
    var open: [Int] = []
    for index in text.indices {
      if text[index] == "[" {
        open.append(index)
      } else if text[index] == "]", let start = open.popLast() {
        ends[start] = index
      }
    }
    return ends
  }

  private static func quote(_ text: ArraySlice<Character>) -> String {
    let quote = String(text.prefix(quoted)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.count > quoted ? quote + "…" : quote
  }

  static func isSpoken(_ character: Character) -> Bool { character.isLetter || character.isNumber }

  /// A written word without the punctuation around it; nil where it has no letter and no digit.
  static func core(_ token: Substring) -> String? {
    let core = token.drop { !isSpoken($0) }
    return core.lastIndex(where: isSpoken).map { String(core[...$0]) }
  }
}
