import Testing

@testable import Phonetics

struct MarkedTextTests {
  private func marked(_ text: String, _ language: String = "en-us") throws -> MarkedText {
    try MarkedText(text, language: language)
  }

  private func directions(_ text: MarkedText) -> [String] {
    text.marks.compactMap {
      if case .direction(let words) = $0.content { return "\($0.words.lowerBound) \(words)" }
      return nil
    }
  }

  private func stresses(_ text: MarkedText) -> [String] {
    text.marks.compactMap {
      if case .stress = $0.content { return text.words[$0.words].joined(separator: " ") }
      return nil
    }
  }

  @Test(arguments: [
    ("[sighs] I never said that.", "I|never|said|that", ["0 sighs"]),
    ("Get [angrily] out! [looks left]", "Get|out", ["1 angrily", "2 looks left"]),
    ("Well[nods]yes", "Well|yes", ["1 nods"]), ("[nods]", "", ["0 nods"]),
    ("a [nods [slowly]] b", "a|b", ["1 nods slowly"]), ("no marks at all", "no|marks|at|all", []),
    ("[ pause   0.4 ] now", "now", ["0 pause 0.4"]),
  ])
  func directionsAreTakenOutAndStandBeforeTheirWord(text: String, words: String, expected: [String]) throws {
    let marked = try marked(text)
    #expect(marked.words.joined(separator: "|") == words && directions(marked) == expected)
    #expect(!marked.spoken.contains("[") && !marked.spoken.contains("]") && marked.notes.isEmpty)
  }

  @Test(arguments: [
    ("I *never* said", ["never"]), ("*You* and *me*.", ["You", "me"]), ("**Stop** it", ["Stop"]),
    ("say *that again* now", ["that again"]), ("I *really*, really", ["really"]), ("2 * 3 and 5*3", []),
    ("* a list", []),
  ])
  func starsStressTheWordsThatTheyHug(text: String, expected: [String]) throws {
    #expect(try stresses(marked(text)) == expected)
  }

  @Test(arguments: [
    ("[nods and goes on", "no ']'", "nods|and|goes|on"), ("a [] b", "empty brackets", "a|b"),
    ("a [ ] b", "empty brackets", "a|b"),
    ("a ] b", "no '['", "a|b"), ("a *b c", "no second one", "a|b|c"), ("[a [nods] b", "no ']'", "a|b"),
  ])
  func whatIsWrittenByHalfIsSaidAndTheWordsStay(text: String, note: String, words: String) throws {
    let marked = try marked(text)
    #expect(marked.notes.contains { $0.contains(note) }, "\(marked.notes)")
    #expect(marked.words.joined(separator: "|") == words)
  }

  @Test func speechMarkupBecomesWordsAndMarks() throws {
    let text = try marked(
      """
      <?xml version="1.0"?><speak version="1.1" xml:lang="en-US"><!-- a [note] -->
      <p><s>I <emphasis level="strong">never</emphasis> said &#x201C;that&#8221; &amp; more</s><s>Ever</s></p>
      <break time="400ms"/><prosody volume="x-soft" rate="80%" pitch="+2st">come <break strength="weak"/>here</prosody>
      <sub alias="World Wide Web">WWW</sub> <audio src="x.wav">beep</audio>
      <mstts:express-as style="cheerful" styledegree="2">hello <![CDATA[a < b]]></mstts:express-as></speak>
      """)
    #expect(
      text.words.joined(separator: "|") == "I|never|said|that|more|Ever|come|here|World|Wide|Web|hello|a|b")
    #expect(stresses(text) == ["never"])
    #expect(directions(text) == ["6 softly", "6 slowly", "6 high voice", "11 very cheerful"])
    let pauses = text.marks.compactMap { mark -> Double? in
      if case .pause(let seconds) = mark.content { return seconds }
      return nil
    }
    #expect(pauses == [0.4, 0.5])
    #expect(text.sentences.map(\.words) == [0..<5, 5..<6, 6..<14])
    #expect(text.notes.count == 1 && text.notes[0].contains("<audio>"))
  }

  @Test func tagsAmidATextAreReadAndOtherAnglesAreLeft() throws {
    let text = try marked("Wait <break time='1s'/> for <emphasis>me</emphasis>")
    #expect(text.words == ["Wait", "for", "me"] && stresses(text) == ["me"])
    #expect(try marked("I <3 you & a < b").words == ["I", "3", "you", "a", "b"])
    let unknown = try marked("<speak><glow>hello</glow> there</speak>")
    #expect(unknown.words == ["hello", "there"] && unknown.notes.contains { $0.contains("<glow>") })
  }

  @Test(arguments: [
    ("<speak>a\n  <prosody rate='slow'>b</speak>", "line 2, column", "</speak> stands where <prosody> is open"),
    ("<speak>a", "line 1, column 1", "<speak> is not closed"), ("<speak>a</speak></speak>", "column", "closes nothing"),
    ("<speak>a & b</speak>", "line 1, column 10", "&amp;"), ("<speak>\n\na < b</speak>", "line 3, column 3", "&lt;"),
    ("<speak><break time=1s/></speak>", "column 15", "quotes"), ("<speak><break time></speak>", "column", "time=\"…\""),
    ("<speak><break time=\"1s/></speak>", "column", "no end"), ("<speak>&nosuch;</speak>", "column 8", "nosuch"),
    ("<speak><!-- a</speak>", "column 8", "comment"), ("<speak><emphasis", "column", "no '>'"),
    ("<speak>&#0;</speak>", "column", "#0"),
    ("<speak>a</speak", "column", "no '>'"),
  ])
  func damagedMarkupIsNamedWithItsPlace(text: String, place: String, words: String) {
    let error = #expect(throws: PhoneticsError.self) { try marked(text) }
    #expect(error?.code == .markupInvalid)
    #expect(error?.message.contains(place) == true && error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    ("Are you sure?", "en-us", Sentence.Kind.yesNoQuestion, 0..<3),
    ("What did you say?", "en-us", .openQuestion, 0..<4),
    ("And why not?", "en-us", .openQuestion, 0..<3), ("At what time?", "en-us", .openQuestion, 0..<3),
    ("You know him, don't you?", "en-us", .yesNoQuestion, 3..<5), ("Who's there?", "en-us", .openQuestion, 0..<2),
    ("If it rains, where do we go?", "en-us", .openQuestion, 3..<7), ("You did.", "en-us", .statement, 0..<0),
    ("Kommst du mit?", "de", .yesNoQuestion, 0..<3), ("Wo warst du?", "de", .openQuestion, 0..<3),
    ("Где ты?", "ru", .yesNoQuestion, 0..<2),
  ])
  func questionsAreToldByTheirWords(text: String, language: String, kind: Sentence.Kind, asking: Range<Int>) throws {
    let sentence = try #require(try marked(text, language).sentences.first)
    #expect(sentence.kind == kind)
    #expect(sentence.asking == asking || asking.isEmpty && sentence.asking.isEmpty)
  }

  @Test func denialsAndSentencesAreTold() throws {
    let text = try marked("No. Dr. Smith isn’t here, and I never saw Mr. J. Doe! Not once…  Really?")
    #expect(
      text.sentences.map { text.words[$0.words].joined(separator: " ") } == [
        "No", "Dr Smith isn’t here and I never saw Mr J Doe", "Not once", "Really",
      ])
    #expect(text.sentences.flatMap(\.denials).map { text.words[$0] } == ["No", "isn’t", "never", "Not"])
  }

  @Test func theWordsAreThoseThatArePronounced() throws {
    let pieces = ["[nods]", "*word*", "well,", "“no”", " ", "\n\n", "5.5", "…", "[", "]", "*", "(aside)", "don't", "–"]
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let text =
        "a " + (0..<12).map { _ in pieces.randomElement(using: &random)! }.joined(separator: Bool.random() ? " " : "")
      let marked = try marked(text)
      #expect(marked.words == (try Transcript(text: marked.spoken, language: "en-us")).words, "\(text)")
      #expect(marked.marks.allSatisfy { $0.words.upperBound <= marked.words.count }, "\(text)")
    }
  }

  @Test(arguments: [
    String(repeating: "[", count: 240_000), String(repeating: "[nods] ", count: 34_000) + "yes",
    String(repeating: "*", count: 240_000), String(repeating: "*a ", count: 80_000),
    "<speak>" + String(repeating: "<s>", count: 80_000), String(repeating: "many words here ", count: 15_000),
    String(repeating: "<", count: 240_000), "<speak>" + String(repeating: "&amp;", count: 48_000) + "</speak>",
  ])
  func longTextsTakeNoLongerByTheSquare(text: String) {
    let time = ContinuousClock().measure { _ = try? marked(text) }
    #expect(time < .seconds(4))
    #expect(((try? marked(text))?.notes.count ?? 0) <= 9)
  }
}
