import FaceCurves
import TestSupport
import Testing

@testable import FacePerformance

struct SpeakingGapTests {
  private let readout = LipReadout.standard

  @Test(arguments: 1...20)
  func lipsOfASpeakingMouthNeverSeemToTouch(seed: UInt64) {
    var clip = RandomClips.clip(seed: seed)
    let before = readout.gaps(of: clip)
    SpeakingGap().apply(restShares: [Float](repeating: 0, count: clip.frameCount), to: &clip)
    for (frame, gap) in readout.gaps(of: clip).enumerated() {
      #expect(gap >= SpeakingGap.least - 1e-4 || clip[frame, .jawOpen] == 1)
      if before[frame] > SpeakingGap.least { #expect(gap == before[frame]) }
    }
  }

  @Test func aRestingMouthIsLeftAlone() {
    var clip = RandomClips.clip(seed: 5)
    let before = clip.weights
    SpeakingGap().apply(restShares: [Float](repeating: 1, count: clip.frameCount), to: &clip)
    #expect(clip.weights == before)
  }
}
