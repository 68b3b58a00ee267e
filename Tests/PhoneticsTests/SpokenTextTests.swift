import Testing

@testable import Phonetics

struct SpokenTextTests {
  @Test(arguments: [
    ("Hello 😀 world", "Hello   world"), ("👩‍👩‍👧‍👦👍🏽 yes 🇩🇪", "   yes  "), ("♪ la la ♫", "  la la  "),
    ("I ❤️ you ☎ → ✓", "I   you      "), ("press 1️⃣ now", "press 1  now"), ("fine :-) or ;) or :D", "fine  or  or "),
    ("🎉", " "), ("©️ 2024", "  2024"),
  ])
  func whatIsOnlyDrawnIsNotSaid(text: String, spoken: String) { #expect(SpokenText.of(text) == spoken) }

  @Test(arguments: [
    "Good morning: it is 5 °C, 30 % and 2 + 2 = 4; ½ © ™ € & @.", "ein Maß „Größe“ – ja…", "नमस्ते दुनिया", "今日は、世界。",
    "می‌خواهم", "a  b\n\nc\td", "https://example.org/a;b=c", "10:30 12=12 x:=3", "",
  ])
  func everythingElseStaysAsItIsWritten(text: String) { #expect(SpokenText.of(text) == text) }

  @Test func emojiSayNothingAndAlonePronounceNothing() throws {
    let words = try EspeakPronouncer().words(of: Transcript(text: "Good 😀 morning 🎉", language: "en-us"))
    #expect(words.map(\.text) == ["Good", "morning"])
    #expect(
      #expect(throws: PhoneticsError.self) { _ = try Transcript(text: "😀 🎉 :-)", language: "en-us") }?.code
        == .transcriptEmpty)
  }

  @Test func aWordThatIsWrittenOftenIsPronouncedAsOnce() throws {
    let pronouncer = try EspeakPronouncer()
    let once = try pronouncer.words(of: Transcript(text: "bread, butter", language: "en-us"))
    let often = try pronouncer.words(
      of: Transcript(text: String(repeating: "bread, butter. ", count: 200), language: "en-us"))
    #expect(often.count == 400 && Set(often.map(\.text)) == ["bread", "butter"])
    #expect(often[398].phones == once[0].phones && often[399].phones == once[1].phones)
  }
}
