import TestSupport
import Testing

@testable import SpeechAudio

struct SpeechFrontEndTests {
  private static let prior = [Float](repeating: -1, count: LogMelExtractor.bands)

  private func rows(_ samples: [Float], rate: Int, chunks: () -> Int) throws -> (rows: [Float], hash: String) {
    var frontEnd = try SpeechFrontEnd(sampleRate: rate, priorMean: Self.prior)
    var rows: [Float] = []
    var start = 0
    while start < samples.count {
      let end = min(samples.count, start + chunks())
      rows += try frontEnd.push(Array(samples[start..<end])).rows
      start = end
    }
    rows += try frontEnd.finish().rows
    return (rows, frontEnd.audioHash)
  }

  @Test(arguments: [8000, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000])
  func anyChunkingGivesTheSameBitsAtEveryRate(rate: Int) throws {
    let samples = SoundFile.babble(seconds: 1.1, rate: rate)
    let whole = try rows(samples, rate: rate) { samples.count }
    var random = TestRandom(UInt64(rate))
    for greatest in [97, 4001] {
      let pieces = try rows(samples, rate: rate) { Int.random(in: 1...greatest, using: &random) }
      #expect(pieces.rows == whole.rows && pieces.hash == whole.hash)
    }
  }

  @Test(arguments: [8000, 44_100, 192_000])
  func anyRateGivesOneRowEveryTenMilliseconds(rate: Int) throws {
    let made = try rows(SoundFile.babble(seconds: 2, rate: rate), rate: rate) { 5000 }
    #expect(abs(made.rows.count / LogMelExtractor.bands - 201) <= 1)
  }

  @Test func loudnessDropsOut() throws {
    let loud = try rows(SoundFile.babble(seconds: 8, level: 0.4), rate: 16_000) { 4096 }.rows
    let soft = try rows(SoundFile.babble(seconds: 8, level: 0.04), rate: 16_000) { 4096 }.rows
    let tail = 600 * LogMelExtractor.bands
    let difference = zip(loud[tail...], soft[tail...]).map { abs($0 - $1) }.reduce(0, +) / Float(loud.count - tail)
    #expect(difference < 0.35, "mean difference \(difference), 2 in the energies")
  }

  @Test func refusesARateThatIsNone() {
    #expect(throws: AudioError.self) { _ = try SpeechFrontEnd(sampleRate: 0, priorMean: Self.prior) }
  }
}
