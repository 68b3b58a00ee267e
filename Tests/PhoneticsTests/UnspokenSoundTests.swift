import Testing

@testable import Phonetics

struct UnspokenSoundTests {
  private let table = PhoneTable.standard

  /// Stretches of frames in which a phone is as likely as stated and the rest is spread over all others.
  private func track(_ parts: [(phone: String, likelihood: Float, frames: Int)]) throws -> PhoneTrack {
    var track = PhoneTrack(phoneCount: table.phones.count)
    for (symbol, likelihood, frames) in parts {
      let phone = try #require(table.phones.firstIndex { $0.symbol == symbol })
      var row = [Float](repeating: (1 - likelihood) / Float(table.phones.count - 1), count: table.phones.count)
      row[phone] = likelihood
      for _ in 0..<frames { track.append(row) }
    }
    return track
  }

  private func rests(_ track: PhoneTrack, depths: [Float], _ unspoken: UnspokenSound) -> [Range<Int>] {
    SpeechSpans(LipCues(of: track), depths: depths, firstFrame: 0, goesOn: false, unspoken: unspoken).rests
  }

  @Test func soundOfWhichNoPhoneIsEverLikelyIsARest() throws {
    let noise = try track([("s", 0.1, 200)])
    #expect(rests(noise, depths: [], .inWholeLine) == [0..<SpeechSpans.endless])
    #expect(rests(noise, depths: [], .asItComes) == [0..<SpeechSpans.endless])
    #expect(rests(noise, depths: [], .isKept).isEmpty)
  }

  @Test func unsureFramesBesideAWordStayIts() throws {
    let speech = try track([("s", 0.1, 8), ("ɑ", 0.8, 10), ("s", 0.1, 24)])
    #expect(rests(speech, depths: [], .inWholeLine).isEmpty)
  }

  @Test func noiseBeforeAWordIsARestUntilShortlyBeforeIt() throws {
    let late = try track([("s", 0.1, 100), ("ɑ", 0.8, 10)])
    #expect(rests(late, depths: [], .inWholeLine) == [0..<100 - UnspokenSound.framesAfter])
  }

  /// A likely but not certain sound of 100 ms far from any other, this far above what is around it.
  @Test(arguments: [(Float(0.5), true), (3, false)])
  func aLoneSoundAsLoudAsItsSurroundingsIsNoSpeech(rise: Float, isRest: Bool) throws {
    let island = try track([("sil", 0.9, 60), ("ɑ", 0.6, 5), ("sil", 0.9, 60)])
    let depths = (0..<125).map { (60..<65).contains($0) ? Float(0) : rise }
    #expect((rests(island, depths: depths, .inWholeLine) == [0..<SpeechSpans.endless]) == isRest)
    #expect(rests(island, depths: depths, .asItComes).count == 2)
  }

  @Test func aCertainWordInLoudMusicIsKept() throws {
    let word = try track([("sil", 0.9, 60), ("ɑ", 0.95, 5), ("sil", 0.9, 60)])
    #expect(rests(word, depths: [Float](repeating: 0, count: 125), .inWholeLine).count == 2)
  }

  @Test func noClosureIsHeardInNoise() throws {
    let noise = try track([("b", 0.2, 40), ("p", 0.2, 40), ("m", 0.25, 40)])
    #expect(SpeechSpans(of: noise).closures.isEmpty)
  }
}
