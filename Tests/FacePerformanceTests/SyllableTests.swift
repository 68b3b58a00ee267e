import Foundation
import TestSupport
import Testing

@testable import FacePerformance

struct SyllableTests {
  /// Swells of loudness a quarter of a second apart, one of them louder and higher.
  private func syllables(accent: Int?, chunk: Int = 1000) -> [Syllable] {
    let count = 500
    var (loudness, pitch) = ([Float](), [Float]())
    for frame in 0..<count {
      let swell = Int(Double(frame) / 12.5)
      let isAccent = swell == accent
      let wave = sinf(Float(frame) / 12.5 * 2 * .pi)
      loudness.append(-2 + 0.4 * wave + (isAccent ? 0.5 * max(0, wave) : 0))
      pitch += [1, 0.1, isAccent && wave > 0 ? 0.35 : 0]
    }
    var finder = SyllableFinder()
    var found: [Syllable] = []
    for start in stride(from: 0, to: count, by: chunk) {
      let end = min(start + chunk, count)
      found += finder.push(
        loudness: Array(loudness[start..<end]), depths: Array(repeating: 0.2, count: end - start),
        pitch: Array(pitch[start * 3..<end * 3]))
    }
    return found + finder.finish()
  }

  @Test func everySwellIsASyllable() {
    #expect((38...41).contains(syllables(accent: nil).count))
    #expect(syllables(accent: nil).allSatisfy { !$0.isAccent })
  }

  @Test func theOneThatIsHigherAndLouderCarriesTheAccent() {
    let accented = syllables(accent: 20).filter(\.isAccent)
    #expect(accented.count == 1 && abs(accented[0].frame - 253) < 8)
  }

  @Test(arguments: [1, 7, 64])
  func anyChunkingFindsTheSame(chunk: Int) {
    #expect(syllables(accent: 20, chunk: chunk) == syllables(accent: 20))
  }
}
