import FaceCurves
import Foundation
import TestSupport
import Testing

@testable import FacePerformance

struct BlinksTests {
  /// Frames at which the lids start down.
  private func blinks(_ seed: UInt64, _ acted: Acted = Acted(minutes: 10), rate: Float = 1) -> [Int] {
    var acting = ActingSettings()
    acting.blinkRate = rate
    let faces = acted.faces([Blinks(acting, seed: seed)])
    return (1..<faces.count).filter { faces[$0, .eyeBlinkRight] > 0.02 && faces[$0 - 1, .eyeBlinkRight] <= 0.02 }
  }

  @Test func theSameSeedBlinksTheSameAndAnotherDoesNot() {
    #expect(blinks(1) == blinks(1))
    #expect(blinks(1) != blinks(2))
  }

  @Test(arguments: 0..<12)
  func ratesStayWithinThoseOfPeopleTalking(seed: UInt64) {
    let perMinute = Double(blinks(seed).count) / 10
    #expect((10...33).contains(perMinute), "\(perMinute) a minute")
  }

  /// Log-normal intervals around the mean of one speaker: what the ends of phrases take early changes little.
  @Test func intervalsFollowThePublishedDistribution() {
    var ratios: [Double] = []
    for seed in UInt64(0)..<16 {
      let frames = blinks(seed)
      let intervals = zip(frames, frames.dropFirst()).map { Double($1 - $0) }
      let mean = intervals.reduce(0, +) / Double(intervals.count)
      ratios += intervals.map { $0 / mean }
    }
    let spread = Blinks.intervalSpread
    let distance = kolmogorovSmirnov(ratios) {
      0.5 * erfc(-(log($0) + spread * spread / 2) / spread / 2.0.squareRoot())
    }
    #expect(ratios.count > 1000 && distance <= 0.15, "\(distance)")
  }

  @Test func linesOfOneSeedBlinkAtTheirOwnTimes() {
    // Other sounds, and so other numbers: the same layer over another stretch.
    let frames = (0..<40).map { blinks(5, Acted(minutes: 0.5, seed: UInt64($0) + 1)).first ?? -1 }
    let most = Dictionary(grouping: frames) { $0 }.map(\.value.count).max() ?? 0
    #expect(most <= 4, "\(most) of 40 lines blink first at one frame")
  }

  @Test func aRateOfNothingBlinksNeverAndADoubleRateTwiceAsOften() {
    #expect(blinks(3, rate: 0).isEmpty)
    let share = Double(blinks(3, rate: 2).count) / Double(blinks(3).count)
    #expect((1.6...2.3).contains(share), "\(share)")
  }

  @Test(arguments: 1...30)
  func lidsOpenSlowerThanTheyCloseAndEyesAreFewMillisecondsApart(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let blink = Blink(startFrame: 10, &random)
    #expect(blink.openingFrames > 1.3 * blink.closingFrames)
    #expect(abs(blink.leftLagFrames) * 20 < 20)
    #expect((0.6...1).contains(blink.depth))
    let lids = (0..<60).map { blink.lid(at: Float($0), isLeft: true) }
    #expect(lids.first == 0 && lids.last == 0)
    #expect(lids.max()! >= 0.5 * blink.depth && lids.max()! <= blink.depth)
  }
}
