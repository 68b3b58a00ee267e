import FaceCurves
import Phonetics
import TestSupport
import Testing

@testable import FacePerformance

struct ClosureGuaranteeTests {
  private let readout = LipReadout.standard

  private func mouth(seed: UInt64) -> FaceClip { RandomMouths.clip(seed: seed) }

  @Test(arguments: 1...40)
  func lipsTouchThroughoutEveryClosureWhateverTheMouthDid(seed: UInt64) {
    let closures = [10..<14, 30..<31, 60..<70]
    let clip = ClosureGuarantee().applied(to: mouth(seed: seed), closures: closures.map { LipClosure(frames: $0) }).clip
    let gaps = readout.gaps(of: clip)
    for closure in closures {
      let span = ClosurePlan.widened(closure, within: clip.frameCount)
      #expect(span.count >= ClosurePlan.shortestFrames)
      for frame in span { #expect(gaps[frame] <= LipReadout.closedGap / 2, "frame \(frame): gap \(gaps[frame])") }
    }
  }

  @Test(arguments: 1...20)
  func mouthCloseExceedsTheJawNoFurtherThanItMay(seed: UInt64) {
    let clip = ClosureGuarantee().applied(to: mouth(seed: seed), closures: [LipClosure(frames: 10..<20)]).clip
    for frame in 0..<clip.frameCount {
      #expect(clip[frame, .mouthClose] <= clip[frame, .jawOpen] + ClosureGuarantee.closeBeyondJaw + 1e-6)
    }
  }

  @Test func framesAwayFromClosuresAreUntouched() {
    let before = mouth(seed: 9)
    let after = ClosureGuarantee().applied(to: before, closures: [LipClosure(frames: 40..<45)]).clip
    for frame in [0, 38, 46, 99] {
      for channel in FaceChannel.allCases { #expect(after[frame, channel] == before[frame, channel]) }
    }
  }

  @Test func closuresAtTheEdgesOfTheClipStayWithinIt() {
    var clip = mouth(seed: 10)
    clip =
      ClosureGuarantee().applied(
        to: clip, closures: [0..<1, clip.frameCount - 1..<clip.frameCount].map { LipClosure(frames: $0) }
      ).clip
    #expect(readout.gaps(of: clip)[0] <= LipReadout.closedGap)
    #expect(readout.gaps(of: clip).last! <= LipReadout.closedGap)
  }

  @Test(arguments: 1...20)
  func lipsPartBetweenClosuresThatAreNearEachOther(seed: UInt64) {
    let clip = ClosureGuarantee().applied(
      to: mouth(seed: seed), closures: [30..<36, 38..<42].map { LipClosure(frames: $0) }
    ).clip
    let gaps = readout.gaps(of: clip)
    #expect(gaps[36] > LipReadout.openGap && gaps[37] > LipReadout.openGap)
    #expect(gaps[35] <= LipReadout.closedGap && gaps[38] <= LipReadout.closedGap)
  }

  @Test func lipsPartAfterASoundBeforeTheyRestAndBeforeAnMButNotBeforeAP() {
    func gaps(isNasal: Bool) -> [Float] {
      let clip = FaceClip(frameRate: .model, durationSeconds: 2, origin: RandomClips.origin)
      let closures = [LipClosure(frames: 20..<26, isNasal: isNasal), LipClosure(frames: 60..<66, isNasal: isNasal)]
      return readout.gaps(
        of: ClosureGuarantee().applied(to: clip, closures: closures, rests: [0..<20, 66..<101]).clip)
    }
    for isNasal in [true, false] { #expect(gaps(isNasal: isNasal)[66...68].allSatisfy { $0 > LipReadout.openGap }) }
    #expect(gaps(isNasal: true)[17...19].allSatisfy { $0 > LipReadout.openGap })
    #expect(gaps(isNasal: false)[17...19].allSatisfy { $0 <= LipReadout.openGap })
  }

  @Test func closuresThatOverlapStayApart() {
    let made = ClosurePlan.separated(
      [10..<14, 13..<20, 20..<21].map { LipClosure(frames: $0) }, within: 100)
    for (a, b) in zip(made, made.dropFirst()) { #expect(a.frames.upperBound < b.frames.lowerBound) }
    #expect(made.first?.frames.lowerBound == 10)
  }
}
