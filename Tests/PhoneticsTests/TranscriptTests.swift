import Foundation
import TestSupport
import Testing

@testable import Phonetics

struct TranscriptTests {
  let folder: TemporaryFolder
  private let symbols = PhoneTable.standard.phones.map(\.symbol)

  init() throws { folder = try TemporaryFolder() }

  private func read(_ bytes: some Sequence<UInt8>) throws -> String {
    let path = try folder.write(bytes, to: "t.txt")
    return try Transcript(contentsOf: URL(fileURLWithPath: path), language: "en-us").text
  }

  private func code(_ body: () throws -> Void) -> PhoneticsError.Code? {
    #expect(throws: PhoneticsError.self, performing: body)?.code
  }

  @Test func readsUTF8AndUTF16WithTheirMarks() throws {
    #expect(try read("Grüße".utf8) == "Grüße")
    #expect(try read([0xEF, 0xBB, 0xBF] + Array("Grüße".utf8)) == "Grüße")
    let units = Array("Grüße".utf16)
    #expect(try read([0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == "Grüße")
    #expect(try read([0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == "Grüße")
  }

  @Test func refusesWhatHoldsNoWordsOrIsNoText() throws {
    for bytes in [[], Array(" \n\t…".utf8), [0xEF, 0xBB, 0xBF]] {
      #expect(code { _ = try read(bytes) } == .transcriptEmpty)
    }
    #expect(code { _ = try read([0xC3, 0x28]) } == .transcriptUnreadable)
    #expect(code { _ = try read([0x00, 0x41, 0x00]) } == .transcriptUnreadable)
    #expect(code { _ = try Transcript(contentsOf: folder.url, language: "de") } == .transcriptUnreadable)
  }

  @Test(arguments: ["", "../x", "en us", "de;rm"])
  func refusesALanguageThatIsNoCode(language: String) {
    #expect(code { _ = try Transcript(text: "yes", language: language) } == .languageUnknown)
  }

  @Test(arguments: [
    ("ʃiː", "ʃ i"), ("nˈaɪntiːn", "n aɪ n t i n"), ("tʃɜːtʃ", "tʃ ɝ tʃ"), ("t͡s", "ts"), ("ʁ", "r"),
    ("ɑ̃fˈɑ̃z", "ɑ f ɑ z"), ("˥ʘ", ""),
  ])
  func foldsForeignSoundsIntoTheInventory(ipa: String, phones: String) {
    #expect(IPAFolding.standard.phones(of: ipa).map { symbols[$0] }.joined(separator: " ") == phones)
  }

  private func spoken(_ text: String, _ language: String = "en-us") throws -> [String] {
    try EspeakPronouncer().words(of: Transcript(text: text, language: language)).map {
      $0.phones.map { symbols[$0] }.joined()
    }
  }

  @Test func pronouncesWordsNumbersAndOtherLanguages() throws {
    #expect(try spoken("map") == ["mæp"])
    #expect(try spoken("2").first?.hasPrefix("t") == true)
    #expect(try spoken("Bär", "de").first?.hasPrefix("b") == true)
  }

  @Test(arguments: [
    ("In 1999 Dr. Smith, one of the best, paid $5.50!", "In|1999|Dr|Smith|one|of|the|best|paid|5.50"),
    ("  \"Well\" -- he said… 'no'.", "Well|he|said|no"), ("Bread-and-butter, don't", "Bread-and-butter|don't"),
  ])
  func everyWrittenWordHasItsOwnSounds(text: String, words: String) throws {
    let found = try EspeakPronouncer().words(of: Transcript(text: text, language: "en-us"))
    #expect(found.map(\.text).joined(separator: "|") == words)
    #expect(found.allSatisfy { !$0.phones.isEmpty })
  }

  @Test func soundsGoToTheirWordsWhereWordsRunTogether() throws {
    let found = try EspeakPronouncer().words(of: Transcript(text: "one of the best", language: "en-us"))
    #expect(found.map { $0.phones.map { symbols[$0] }.joined() } == ["wʌn", "ʌv", "ðə", "bɛst"])
  }

  @Test(arguments: ["[[hello]]", "-v de", "<speak>stop</speak>", "\"; echo", "100 %"])
  func textIsNeverACommand(text: String) throws {
    #expect(try !spoken(text).isEmpty)
  }

  @Test func namesAnUnknownLanguageAndAMissingProgram() throws {
    let unknown = #expect(throws: PhoneticsError.self) { _ = try spoken("yes", "xx-unknown") }
    #expect(unknown?.code == .languageUnknown && unknown?.message.contains("xx-unknown") == true)
    let missing = #expect(throws: PhoneticsError.self) { _ = try EspeakPronouncer(searchPath: folder.url.path) }
    #expect(missing?.code == .pronouncerMissing && missing?.message.contains("'espeak-ng'") == true)
  }

  @Test(arguments: ["en-us", "de", "fr-fr", "nl", "it"])
  func manyTextsAtOnceArePronouncedAsEachAlone(language: String) throws {
    let pronouncer = try EspeakPronouncer()
    let texts = [
      "Author of the danger trail, Philip Steels, etc.", "No.", "It cost 1,250 dollars in 1999! Why?",
      "Guten Morgen; wie geht's?\n\nEin neuer Absatz.", "xqzvk qzx.", "Dr. Smith (the elder) - and Co. said: \"go\"...",
      "A\nB\nC", "don't you're we'll", "[[p@t]] <b>", "日本語", "the the the", "well",
    ].map { $0 + " Ende" }
    let transcripts = try texts.map { try Transcript(text: $0, language: language) }
    let together = pronouncer.words(ofEach: transcripts)
    for (transcript, words) in zip(transcripts, together) {
      if let words { #expect(words == (try pronouncer.words(of: transcript)), "\(transcript.text)") }
    }
    let plain = transcripts.filter { !$0.text.hasPrefix("xq") }
    #expect(pronouncer.words(ofEach: plain).count { $0 != nil } == plain.count)
  }
}
