import FaceCurves
import TestSupport
import Testing

@testable import FacePerformance

struct RestLayerTests {
  private let readout = LipReadout.standard

  @Test func theMouthRestsWithinASilenceAndIsFreeOutsideIt() {
    var clip = RandomClips.clip(seed: 11)
    let before = clip
    RestLayer().apply([40..<60], to: &clip)
    let gaps = readout.gaps(of: clip)
    for frame in 45..<56 { #expect(gaps[frame] <= LipReadout.openGap) }
    for frame in [39, 60] { #expect(clip[frame, .jawOpen] == before[frame, .jawOpen]) }
  }

  @Test func aFeelingOutlastsTheWords() {
    var clip = FaceClip(frameRate: .model, durationSeconds: 2, origin: RandomClips.origin)
    for frame in 0..<clip.frameCount { (clip[frame, .mouthSmileLeft], clip[frame, .jawOpen]) = (0.5, 0.4) }
    RestLayer().apply([0..<101], to: &clip)
    #expect(clip[50, .mouthSmileLeft] == 0.5 && clip[50, .jawOpen] == 0)
  }
}
