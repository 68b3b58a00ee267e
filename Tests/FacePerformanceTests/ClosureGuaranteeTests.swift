import FaceCurves
import TestSupport
import Testing

@testable import FacePerformance

struct ClosureGuaranteeTests {
  private let readout = LipReadout.standard

  /// A talking mouth: what the layers before leave, from gently open to wide.
  private func mouth(seed: UInt64) -> FaceClip {
    var random = TestRandom(seed)
    var clip = FaceClip(frameRate: .model, durationSeconds: 2, origin: RandomClips.origin)
    for frame in 0..<clip.frameCount {
      clip[frame, .jawOpen] = Float.random(in: 0...0.8, using: &random)
      clip[frame, .mouthFunnel] = Float.random(in: 0...0.6, using: &random)
      clip[frame, .mouthPucker] = Float.random(in: 0...0.7, using: &random)
      for channel in [FaceChannel.mouthLowerDownLeft, .mouthLowerDownRight, .mouthUpperUpLeft, .mouthUpperUpRight] {
        clip[frame, channel] = Float.random(in: 0...0.4, using: &random)
      }
    }
    return clip
  }

  @Test(arguments: 1...40)
  func lipsTouchThroughoutEveryClosureWhateverTheMouthDid(seed: UInt64) {
    var clip = mouth(seed: seed)
    let closures = [10..<14, 30..<31, 60..<70]
    ClosureGuarantee().apply(closures, to: &clip)
    let gaps = readout.gaps(of: clip)
    for closure in closures {
      let span = ClosureGuarantee.widened(closure, within: clip.frameCount)
      #expect(span.count >= ClosureGuarantee.shortestFrames)
      for frame in span { #expect(gaps[frame] <= LipReadout.closedGap / 2, "frame \(frame): gap \(gaps[frame])") }
    }
  }

  @Test(arguments: 1...20)
  func mouthCloseNeverExceedsTheJaw(seed: UInt64) {
    var clip = mouth(seed: seed)
    ClosureGuarantee().apply([10..<20], to: &clip)
    for frame in 0..<clip.frameCount { #expect(clip[frame, .mouthClose] <= clip[frame, .jawOpen] + 1e-6) }
  }

  @Test func framesAwayFromClosuresAreUntouched() {
    let before = mouth(seed: 9)
    var after = before
    ClosureGuarantee().apply([40..<45], to: &after)
    for frame in [0, 38, 46, 99] {
      for channel in FaceChannel.allCases { #expect(after[frame, channel] == before[frame, channel]) }
    }
  }

  @Test func closuresAtTheEdgesOfTheClipStayWithinIt() {
    var clip = mouth(seed: 10)
    ClosureGuarantee().apply([0..<1, clip.frameCount - 1..<clip.frameCount], to: &clip)
    #expect(readout.gaps(of: clip)[0] <= LipReadout.closedGap)
    #expect(readout.gaps(of: clip).last! <= LipReadout.closedGap)
  }
}
