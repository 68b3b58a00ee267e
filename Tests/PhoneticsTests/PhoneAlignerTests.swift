import TestSupport
import Testing

@testable import Phonetics

struct PhoneAlignerTests {
  private let table = PhoneTable.standard

  private func phones(_ symbols: String) throws -> [Int] {
    try symbols.split(separator: " ").map { symbol in try #require(table.phones.firstIndex { $0.symbol == symbol }) }
  }

  private func word(_ symbols: String) throws -> PronouncedWord {
    PronouncedWord(text: "", phones: try phones(symbols))
  }

  /// What an encoder that is fairly sure would say: 0.7 for the phone, the rest spread.
  private func track(_ spoken: [(String, Int)]) throws -> PhoneTrack {
    var track = PhoneTrack(phoneCount: table.phones.count)
    for (symbol, frames) in spoken {
      let phone = try phones(symbol)[0]
      var row = [Float](repeating: 0.3 / Float(table.phones.count - 1), count: table.phones.count)
      row[phone] = 0.7
      for _ in 0..<frames { track.append(row) }
    }
    return track
  }

  @Test func findsEveryPhoneWhereItIs() throws {
    let track = try track([("sil", 10), ("m", 4), ("æ", 8), ("p", 5), ("sil", 12), ("b", 4), ("i", 9), ("sil", 6)])
    let aligned = try PhoneAligner().align([word("m æ p"), word("b i")], to: track)
    #expect(aligned.words.map { $0.phones.map(\.frames) } == [[10..<14, 14..<22, 22..<27], [39..<43, 43..<52]])
    #expect(aligned.confidence > 0.65)
  }

  @Test func wordsLeftOutAndWordsNotWrittenDoNotSpoilTheirNeighbours() throws {
    let track = try track([("m", 4), ("æ", 8), ("p", 5), ("s", 6), ("oʊ", 9), ("l", 6), ("b", 4), ("i", 9)])
    let aligned = try PhoneAligner().align([word("m æ p"), word("k ɑ ʃ"), word("b i")], to: track)
    #expect(aligned.words[0].phones.map(\.frames) == [0..<4, 4..<12, 12..<17])
    #expect(aligned.words[2].phones.map(\.frames) == [38..<42, 42..<51])
    #expect(aligned.words[1].confidence < 0.2)
  }

  @Test func anotherLinesTextHasLittleConfidence() throws {
    let track = try track([("m", 4), ("æ", 8), ("p", 5), ("sil", 5), ("b", 4), ("i", 9)])
    let aligned = try PhoneAligner().align([word("s k u l"), word("ʃ ɔ t")], to: track)
    #expect(aligned.confidence < AlignedTranscript.leastConfidence)
  }

  @Test func theTextDecidesBetweenSoundsThatAreAlike() throws {
    var track = PhoneTrack(phoneCount: table.phones.count)
    let (m, n, a) = (try phones("m")[0], try phones("n")[0], try phones("ɑ")[0])
    for frame in 0..<30 {
      var row = [Float](repeating: 0, count: table.phones.count)
      if (10..<16).contains(frame) { (row[m], row[n]) = (0.3, 0.7) } else { row[a] = 1 }
      track.append(row)
    }
    #expect(SpeechSpans(of: track).closures.isEmpty)
    let guided = try PhoneAligner().align([PronouncedWord(text: "", phones: [a, m, a])], to: track).guiding(track)
    #expect(SpeechSpans(of: guided).closures.count == 1)
  }

  @Test(arguments: 1...30)
  func anyTextOverAnySoundEndsAndStaysWithinTheLine(seed: UInt64) throws {
    var random = TestRandom(seed)
    var track = PhoneTrack(phoneCount: table.phones.count)
    let frames = Int.random(in: 0...120, using: &random)
    for _ in 0..<frames {
      let row = table.phones.map { _ in Float.random(in: 0...1, using: &random) }
      track.append(row.map { $0 / row.reduce(0, +) })
    }
    let words = (0..<Int.random(in: 0...60, using: &random)).map { _ in
      PronouncedWord(
        text: "w",
        phones: (0..<Int.random(in: 0...6, using: &random)).map { _ in
          Int.random(in: 1..<table.phones.count, using: &random)
        })
    }
    let aligned = try PhoneAligner().align(words, to: track)
    #expect(aligned.words.count == words.count)
    var end = 0
    for (_, range) in aligned.words.flatMap(\.phones) {
      #expect(range.lowerBound >= end && range.upperBound <= frames)
      end = range.upperBound
    }
    let guided = aligned.guiding(track)
    for frame in 0..<frames {
      let sum = table.phones.indices.reduce(Float(0)) { $0 + guided[frame, $1] }
      #expect(abs(sum - 1) < 1e-4)
    }
  }

  @Test func refusesMoreThanMemoryAllows() throws {
    let track = try track([("ɑ", 30_000)])
    let words = [PronouncedWord](repeating: try word("k ɑ t"), count: 5000)
    #expect(
      #expect(throws: PhoneticsError.self) { _ = try PhoneAligner().align(words, to: track) }?.code
        == .transcriptTooLong)
  }
}
