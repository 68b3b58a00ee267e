import FaceCurves
import TestSupport
import Testing

@testable import FacePerformance

struct RestTests {
  private let readout = LipReadout.standard

  private func rested(_ clip: FaceClip, _ rests: [Range<Int>]) -> FaceClip {
    RestingLips().applied(to: RestShape().applied(to: clip, rests: rests).clip, rests: rests).clip
  }

  @Test func theMouthRestsWithinASilenceAndIsFreeOutsideIt() {
    let before = RandomClips.clip(seed: 11)
    let clip = rested(before, [40..<60])
    let gaps = readout.gaps(of: clip)
    for frame in 45..<56 { #expect(gaps[frame] <= LipReadout.openGap) }
    for frame in [39, 60] { #expect(clip[frame, .jawOpen] == before[frame, .jawOpen]) }
  }

  @Test func aFeelingOutlastsTheWords() {
    var clip = FaceClip(frameRate: .model, durationSeconds: 2, origin: RandomClips.origin)
    for frame in 0..<clip.frameCount { (clip[frame, .mouthSmileLeft], clip[frame, .jawOpen]) = (0.5, 0.4) }
    clip = rested(clip, [0..<101])
    #expect(clip[50, .mouthSmileLeft] == 0.5 && clip[50, .jawOpen] == 0)
  }
}
