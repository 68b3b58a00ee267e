internal import Files
internal import Foundation

/// Text to phones with espeak-ng, as a process of its own: numbers, abbreviations and a hundred languages.
package struct EspeakPronouncer: Sendable {
  private let program: Program
  private let folding: IPAFolding

  /// - Throws: ``PhoneticsError`` `.pronouncerMissing` where the PATH has no espeak-ng.
  package init(folding: IPAFolding = .standard, searchPath: String? = nil) throws(PhoneticsError) {
    guard let program = Program("espeak-ng", searchPath: searchPath) else {
      throw PhoneticsError(
        .pronouncerMissing,
        "a transcript needs the program espeak-ng: install the package 'espeak-ng', or bake without text")
    }
    self.program = program
    self.folding = folding
  }

  /// The words of several transcripts of one language, as ``words(of:)`` has them: espeak-ng takes longer to start than to
  /// pronounce a hundred lines.
  /// - Returns: the words of each; nil for one that has to be pronounced by itself, which may say why.
  package func words(ofEach transcripts: [Transcript]) -> [[PronouncedWord]?] {
    guard transcripts.count > 1, let language = transcripts.first?.language,
      transcripts.allSatisfy({ $0.language == language }),
      let spoken = try? ipa(ofEach: transcripts.map(\.spokenText), language: language)
    else { return transcripts.map { _ in nil } }
    let written = transcripts.map(\.words)
    guard let alone = try? phones(ofEach: written.flatMap(\.self), language: language) else {
      return transcripts.map { _ in nil }
    }
    var start = 0
    return transcripts.indices.map { index in
      defer { start += written[index].count }
      let groups = groups(of: spoken[index])
      guard !groups.isEmpty else { return nil }
      return words(groups, written: written[index], alone: Array(alone[start..<start + written[index].count]))
    }
  }

  /// A paragraph that nobody writes, between texts that are pronounced in one go.
  private static let mark = "xqzvk qzx."

  /// espeak-ng's IPA of each text, all pronounced in one go; nil where it cannot be told which is whose.
  private func ipa(ofEach texts: [String], language: String) throws(PhoneticsError) -> [String]? {
    let gap = "\n\n\(Self.mark)\n\n"
    let lines = try ipa(of: Self.mark + gap + texts.joined(separator: gap) + gap, language: language)
      .split(separator: "\n", omittingEmptySubsequences: true)
    // The mark comes twice at the beginning: what it sounds like, and that it sounds like that.
    guard let mark = lines.first, lines.count > 1, lines[1] == mark else { return nil }
    let parts = lines.dropFirst(2).split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count == texts.count + 1, parts.last?.isEmpty == true else { return nil }
    return parts.dropLast().map { $0.joined(separator: "\n") }
  }

  private func groups(of ipa: String) -> [[Int]] {
    ipa.split(whereSeparator: \.isWhitespace).map { folding.phones(of: String($0)) }.filter { !$0.isEmpty }
  }

  /// The words of a transcript as they are said one after another; what is not spoken is left out.
  ///
  /// A sentence is pronounced as a whole, as it is spoken ("of the" in one), and once more word by word to tell which
  /// sounds belong to which written word.
  /// - Throws: ``PhoneticsError`` `.languageUnknown`, `.pronouncerFailed`, `.transcriptEmpty`.
  package func words(of transcript: Transcript) throws(PhoneticsError) -> [PronouncedWord] {
    let groups = groups(of: try ipa(of: transcript.spokenText, language: transcript.language))
    guard !groups.isEmpty else {
      throw PhoneticsError(
        .transcriptEmpty, "nothing of the transcript can be spoken in '\(transcript.language)': is that its language?")
    }
    let written = transcript.words
    return words(groups, written: written, alone: try phones(ofEach: written, language: transcript.language))
  }

  /// Sounds as they are said, given to the written words that they belong to.
  /// - Parameter alone: sounds of each written word by itself; nil where they cannot be told apart.
  private func words(_ groups: [[Int]], written: [String], alone: [[Int]]?) -> [PronouncedWord] {
    let sentence = groups.flatMap { $0 }
    guard let alone, let owners = WordBoundaries(.standard).owners(of: sentence, among: alone)
    else { return groups.map { PronouncedWord(text: "", phones: $0) } }
    var words: [PronouncedWord] = []
    var start = 0
    while start < sentence.count {
      let end = owners[start...].firstIndex { $0 != owners[start] } ?? sentence.count
      words.append(PronouncedWord(text: written[owners[start]], phones: Array(sentence[start..<end])))
      start = end
    }
    return words
  }

  /// Phones of words said one by one, each word once however often it is written; nil where they cannot be told apart.
  private func phones(ofEach words: [String], language: String) throws(PhoneticsError) -> [[Int]]? {
    var known: [String: Int] = [:]
    var different: [String] = []
    for word in words where known[word] == nil {
      known[word] = different.count
      different.append(word)
    }
    // A paragraph each, and a line of output each.
    let alone = try ipa(of: different.joined(separator: "\n\n"), language: language)
      .split(separator: "\n", omittingEmptySubsequences: true).map { folding.phones(of: String($0)) }
    guard alone.count == different.count else { return nil }
    return words.map { alone[known[$0] ?? 0] }
  }

  /// espeak-ng's IPA of a text.
  private func ipa(of text: String, language: String) throws(PhoneticsError) -> String {
    // Double brackets would switch espeak-ng to its own phoneme notation.
    let plain = text.replacingOccurrences(of: "[[", with: "[ [")
    let ending: RunningProgram.Ending
    do {
      ending = try program.run(["-q", "--ipa", "-b", "1", "-v", language, "--stdin"], input: plain)
    } catch {
      throw PhoneticsError(.pronouncerFailed, error.message)
    }
    guard ending.status == 0 else {
      if ending.complaints.contains("does not exist") {
        throw PhoneticsError(
          .languageUnknown, "espeak-ng has no voice for '\(language)': 'espeak-ng --voices' lists those it has")
      }
      let reason = ending.complaints.split(separator: "\n").first.map(String.init) ?? "no reason given"
      throw PhoneticsError(.pronouncerFailed, "espeak-ng ended with status \(ending.status) (\(reason))")
    }
    return Self.withoutLanguageMarks(ending.output)
  }

  /// "(en)" and the like, where a word is spoken in another language.
  private static func withoutLanguageMarks(_ text: String) -> String {
    var depth = 0
    return String(
      text.filter { character in
        if character == "(" { depth += 1 }
        defer { if character == ")" { depth = max(0, depth - 1) } }
        return depth == 0 && character != ")"
      })
  }
}
