import Testing

@testable import SpeechAnimation

struct MotionLatentsTests {
  private let latents = MotionLatents(
    size: 4, means: (0..<40).map { Float($0) / 10 }, logDeviations: [Float](repeating: -1, count: 40))

  @Test func theSameSeedDrawsTheSameAndAnotherDoesNot() {
    #expect(latents.sampled(seed: 1) == latents.sampled(seed: 1))
    #expect(latents.sampled(seed: 1) != latents.sampled(seed: 2))
    #expect(latents.sampled(seed: 1, spread: 0) == latents)
  }

  @Test func drawnLatentsSpreadAsThePriorDoes() {
    let drawn = MotionLatents.drawn(count: 5000, size: 4, seed: 7).means
    let mean = drawn.reduce(0, +) / Float(drawn.count)
    let variance = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(drawn.count)
    #expect(abs(mean) < 0.03 && abs(variance - 1) < 0.05)
  }

  @Test func interpolationGoesFromOneToTheOther() {
    let other = MotionLatents.drawn(count: 6, size: 4, seed: 3)
    #expect(latents.interpolated(to: other, share: 0).means == Array(latents.means.prefix(24)))
    let end = latents.interpolated(to: other, share: 1).means
    #expect(zip(end, other.means).allSatisfy { abs($0 - $1) < 1e-5 })
  }
}
