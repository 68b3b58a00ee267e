import TestSupport
import Testing

@testable import Phonetics

struct PhoneDecoderTests {
  private let table = PhoneTable.standard

  private func phone(_ symbol: String) -> Int { table.phones.firstIndex { $0.symbol == symbol }! }

  private func track(_ spoken: [(String, Int)], sure: Float = 0.7) -> PhoneTrack {
    var track = PhoneTrack(phoneCount: table.phones.count)
    for (symbol, frames) in spoken {
      var row = [Float](repeating: (1 - sure) / Float(table.phones.count - 1), count: table.phones.count)
      row[phone(symbol)] = sure
      for _ in 0..<frames { track.append(row) }
    }
    return track
  }

  @Test func phonesComeInOrderWithTheirTimes() {
    let segments = PhoneDecoder().segments(of: track([("sil", 5), ("m", 4), ("æ", 8), ("t", 3), ("n", 4)]))
    #expect(segments.map { table.phones[$0.phone].symbol } == ["sil", "m", "æ", "t", "n"])
    #expect(segments.map(\.steps) == [0..<9, 9..<17, 17..<33, 33..<39, 39..<48])
    #expect(segments.allSatisfy { $0.confidence > 0.5 })
  }

  @Test func lookAlikesWinTogetherOverOneThatLooksDifferent() {
    var track = PhoneTrack(phoneCount: table.phones.count)
    var row = [Float](repeating: 0, count: table.phones.count)
    (row[phone("i")], row[phone("ɪ")], row[phone("ɛ")]) = (0.31, 0.29, 0.4)
    for _ in 0..<10 { track.append(row) }
    #expect(PhoneDecoder().segments(of: track).map { table.phones[$0.phone].symbol } == ["i"])
  }

  @Test func deepSilenceIsSilenceWhateverItSoundsLike() {
    let loudness = [Float](repeating: 0, count: 10) + [Float](repeating: -4, count: 10)
    let segments = PhoneDecoder().segments(of: track([("ɑ", 10), ("s", 10)]), loudness: loudness)
    #expect(segments.map { table.phones[$0.phone].symbol } == ["ɑ", "sil"])
  }

  @Test(arguments: 1...30)
  func segmentsCoverAnyTrackWithoutGaps(seed: UInt64) {
    var random = TestRandom(seed)
    var track = PhoneTrack(phoneCount: table.phones.count)
    for _ in 0..<Int.random(in: 0...80, using: &random) {
      let row = table.phones.map { _ in Float.random(in: 0...1, using: &random) }
      track.append(row.map { $0 / row.reduce(0, +) })
    }
    var end = 0
    for segment in PhoneDecoder().segments(of: track) {
      #expect(segment.steps.lowerBound == end && !segment.steps.isEmpty)
      end = segment.steps.upperBound
    }
    #expect(end == 2 * track.frameCount)
  }
}
