import FaceCurves
import TestSupport
import Testing

@testable import FacePerformance

struct SpeakingGapTests {
  private let readout = LipReadout.standard

  @Test(arguments: 1...20)
  func lipsOfASpeakingMouthNeverSeemToTouch(seed: UInt64) {
    let talking = RandomClips.clip(seed: seed)
    let before = readout.gaps(of: talking)
    let clip = SpeakingGap().applied(to: talking).clip
    for (frame, gap) in readout.gaps(of: clip).enumerated() {
      #expect(gap >= SpeakingGap.least - 1e-4 || clip[frame, .jawOpen] == 1)
      if before[frame] > SpeakingGap.least { #expect(gap == before[frame]) }
    }
  }

  @Test func aRestingMouthIsLeftAlone() {
    let resting = RandomClips.clip(seed: 5)
    let clip = SpeakingGap().applied(to: resting, rests: [0..<resting.frameCount]).clip
    #expect(clip.weights == resting.weights)
  }
}
