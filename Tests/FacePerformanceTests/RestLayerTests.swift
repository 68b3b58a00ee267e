import FaceCurves
import TestSupport
import Testing

@testable import FacePerformance

struct RestLayerTests {
  private let readout = LipReadout.standard

  @Test func theMouthRestsWithinASilenceAndIsFreeOutsideIt() {
    var clip = RandomClips.clip(seed: 11)
    for frame in 0..<clip.frameCount {  // a sneer lifts the lip and is none of the mouth's business
      for channel in [FaceChannel.noseSneerLeft, .noseSneerRight, .cheekPuff] { clip[frame, channel] = 0 }
    }
    let before = clip
    RestLayer().apply([40..<60], to: &clip)
    let gaps = readout.gaps(of: clip)
    for frame in 45..<56 { #expect(gaps[frame] <= LipReadout.openGap) }
    for frame in [39, 60] { #expect(clip[frame, .jawOpen] == before[frame, .jawOpen]) }
  }
}
