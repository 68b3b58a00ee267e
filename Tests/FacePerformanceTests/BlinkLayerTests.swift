import FaceCurves
import TestSupport
import Testing

@testable import FacePerformance

struct BlinkLayerTests {
  @Test func theSameSeedBlinksTheSameAndAnotherDoesNot() {
    func clip(_ seed: UInt64) -> [Float] {
      var clip = FaceClip(frameRate: .model, durationSeconds: 30, origin: RandomClips.origin)
      BlinkLayer(seed: seed).apply(to: &clip)
      return clip.weights
    }
    #expect(clip(1) == clip(1))
    #expect(clip(1) != clip(2))
  }

  @Test(arguments: 0..<40)
  func ratesStayWithinThoseOfPeopleTalking(seed: UInt64) {
    let minutes = 5.0
    let blinks = BlinkLayer(seed: seed).blinks(durationSeconds: 60 * minutes)
    #expect((9...36).contains(Double(blinks.count) / minutes), "\(Double(blinks.count) / minutes) a minute")
    for (earlier, later) in zip(blinks, blinks.dropFirst()) { #expect(later.frame - earlier.frame >= 29) }
  }

  @Test func lidsShutFullyAndOpenSlowerThanTheyClose() {
    let shut = BlinkLayer.profile.firstIndex(of: 1)!
    #expect(BlinkLayer.profile.count - shut > 2 * shut)
    var clip = FaceClip(frameRate: .model, durationSeconds: 60, origin: RandomClips.origin)
    BlinkLayer(seed: 3).apply(to: &clip)
    #expect(clip.curve(.eyeBlinkLeft).max() == 1)
    #expect(clip.curve(.eyeBlinkLeft) == clip.curve(.eyeBlinkRight))
  }
}
