import TestSupport
import Testing

@testable import Phonetics

struct CoarticulationTests {
  private let table = PhoneTable.standard

  /// A track of phones, each for some frames, beyond doubt.
  private func track(_ phones: [(String, Int)]) throws -> PhoneTrack {
    var track = PhoneTrack(phoneCount: table.phones.count)
    for (symbol, frames) in phones {
      let index = try #require(table.phones.firstIndex { $0.symbol == symbol })
      var row = [Float](repeating: 0, count: table.phones.count)
      row[index] = 1
      for _ in 0..<frames { track.append(row) }
    }
    return track
  }

  @Test func aHeldPhoneReachesItsTargets() throws {
    for phone in table.phones {
      let movement = Coarticulation().movement(of: try track([(phone.symbol, 25)]))
      for control in MouthControl.allCases {
        #expect(abs(movement[control][12] - (phone.targets[control] ?? 0)) < 1e-4, "\(phone.symbol) \(control)")
      }
    }
  }

  @Test func roundingSetsOutBeforeItsVowelAndBeforeTheJawDoes() throws {
    let movement = Coarticulation().movement(of: try track([("s", 12), ("u", 12)]))
    let pucker = movement[.mouthPucker]
    #expect(pucker[9] > 0.3 * pucker[20], "60 ms before the vowel \(pucker[9]) of \(pucker[20])")
    let jaw = Coarticulation().movement(of: try track([("s", 12), ("ɑ", 12)]))[.jawOpen]
    #expect(pucker[9] / pucker[20] > jaw[9] / jaw[20])
  }

  @Test func tongueSoundsLeaveTheLipsToTheirNeighbours() throws {
    let movement = Coarticulation().movement(of: try track([("u", 10), ("t", 4), ("u", 10)]))
    #expect(movement[.mouthPucker][12] > 0.5, "the t between two rounded vowels has \(movement[.mouthPucker][12])")
    #expect(movement[.tongueTipUp][12] > 0.5)
  }

  @Test(arguments: 1...20)
  func everyMixtureOfPhonesStaysWithinTheTargets(seed: UInt64) {
    var random = TestRandom(seed)
    var track = PhoneTrack(phoneCount: table.phones.count)
    for _ in 0..<60 {
      let row = table.phones.map { _ in Float.random(in: 0...1, using: &random) }
      let sum = row.reduce(0, +)
      track.append(row.map { $0 / sum })
    }
    let movement = Coarticulation().movement(of: track)
    for control in MouthControl.allCases {
      let greatest = table.phones.compactMap { $0.targets[control] }.max() ?? 0
      #expect(movement[control].allSatisfy { $0 >= 0 && $0 <= greatest + 1e-5 }, "\(control)")
    }
  }

  @Test func anEmptyTrackMovesNothing() {
    let movement = Coarticulation().movement(of: PhoneTrack(phoneCount: table.phones.count))
    #expect(movement.frameCount == 0)
  }

  @Test func spansFindClosuresAndLongSilencesOnly() throws {
    let spans = SpeechSpans(
      of: try track([("sil", 5), ("a", 10), ("p", 4), ("a", 10), ("sil", 5), ("a", 6), ("sil", 20), ("m", 5), ("a", 9)])
    )
    #expect(spans.closures == [14..<17, 60..<64])
    #expect(spans.rests == [0..<5, 40..<60])
  }

  @Test func aLongStretchFarBelowTheLinesLoudnessIsSilenceWhateverItSoundsLike() throws {
    let track = try track([("a", 30), ("s", 20), ("a", 5), ("s", 5), ("a", 30)])
    let loudness =
      [Float](repeating: 1, count: 30) + [Float](repeating: -2.5, count: 20) + [Float](repeating: 1, count: 5)
      + [Float](repeating: -2.5, count: 5) + [Float](repeating: 1, count: 30)
    #expect(SpeechSpans(of: track).rests.isEmpty)
    #expect(SpeechSpans(of: track, loudness: loudness).rests == [30..<50])
  }
}
