/// Tells the sentences of a text by its punctuation, and what they ask and deny by their words: English first, and the commonest
/// words of German, French, Spanish and Italian.
struct SentenceFinder {
  private let words: QuestionWords

  init(language: String) { words = QuestionWords(language: language) }

  private static let ends: Set<Character> = [".", "!", "?", "…", "。", "！", "？", "؟"]
  private static let questionMarks: Set<Character> = ["?", "？", "؟"]
  private static let pauses: Set<Character> = [",", ";", ":", "–", "—"]
  /// Words whose full stop ends no sentence.
  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "st", "prof", "sr", "jr", "vs", "e.g", "i.e", "approx", "z.b", "bzw", "hr", "fr",
  ]

  /// - Parameters:
  ///   - tokens: what stands between spaces.
  ///   - breaks: words before which a sentence ends in any case.
  func sentences(_ tokens: [Substring], breaks: Set<Int>) -> [Sentence] {
    var sentences: [Sentence] = []
    var open: [(word: String, pausesAfter: Bool)] = []
    var (start, asks) = (0, false)
    func close() {
      if !open.isEmpty { sentences.append(sentence(open, from: start, asks: asks)) }
      start += open.count
      (open, asks) = ([], false)
    }
    for (index, token) in tokens.enumerated() {
      let core = MarkedTextBuilder.core(token)
      if core != nil, breaks.contains(start + open.count) { close() }
      let tail = token.suffix(while: { !MarkedTextBuilder.isSpoken($0) })
      if let core {
        let word = core.lowercased().replacing("’", with: "'")
        open.append((word, tail.contains { Self.pauses.contains($0) }))
        let isFollowed = index + 1 < tokens.count
        let isAbbreviated =
          tail == "." && isFollowed && (Self.abbreviations.contains(word) || (word.count == 1 && word != "i"))
        guard !isAbbreviated, tail.contains(where: { Self.ends.contains($0) }) else { continue }
      } else {
        if token.contains(where: { Self.pauses.contains($0) }), let last = open.indices.last {
          open[last].pausesAfter = true
        }
        guard token.contains(where: { Self.ends.contains($0) }) else { continue }
      }
      asks = tail.contains { Self.questionMarks.contains($0) }
      close()
    }
    close()
    return sentences
  }

  private func sentence(_ open: [(word: String, pausesAfter: Bool)], from start: Int, asks: Bool) -> Sentence {
    let all = start..<start + open.count
    let denials = open.indices.filter { words.denies(open[$0].word) }.map { start + $0 }
    guard asks else {
      return Sentence(kind: .statement, words: all, asking: all.lowerBound..<all.lowerBound, denials: denials)
    }
    let first = open.firstIndex { !words.isFiller($0.word) } ?? 0
    var asking = all
    // What is said before the last comma is no question where a question begins after it.
    if !words.asksOpen(open[first...].map(\.word)), !words.inverts(open[first].word),
      let comma = open.dropLast().lastIndex(where: \.pausesAfter)
    {
      asking = start + comma + 1..<all.upperBound
    }
    let asked = open[(asking.lowerBound - start)...].map(\.word).drop { words.isFiller($0) }
    return Sentence(
      kind: words.asksOpen(Array(asked)) ? .openQuestion : .yesNoQuestion, words: all, asking: asking, denials: denials)
  }
}

extension Substring {
  /// The longest end whose characters are all so.
  fileprivate func suffix(while isSo: (Character) -> Bool) -> Substring {
    guard let last = lastIndex(where: { !isSo($0) }) else { return self }
    return self[index(after: last)...]
  }
}
