import FaceCurves
import TestSupport
import Testing

@testable import FacePerformance

struct BlinksTests {
  @Test func theSameSeedBlinksTheSameAndAnotherDoesNot() {
    func clip(_ seed: UInt64) -> [Float] {
      let clip = FaceClip(frameRate: .model, durationSeconds: 30, origin: RandomClips.origin)
      return Blinks(seed: seed).applied(to: clip).clip.weights
    }
    #expect(clip(1) == clip(1))
    #expect(clip(1) != clip(2))
  }

  @Test(arguments: 0..<40)
  func ratesStayWithinThoseOfPeopleTalking(seed: UInt64) {
    let minutes = 5.0
    var layer = Blinks(seed: seed)
    let blinks = layer.blinks(before: Int(60 * minutes * 50))
    #expect((9...36).contains(Double(blinks.count) / minutes), "\(Double(blinks.count) / minutes) a minute")
    for (earlier, later) in zip(blinks, blinks.dropFirst()) { #expect(later.frame - earlier.frame >= 29) }
  }

  @Test func lidsShutFullyAndOpenSlowerThanTheyClose() {
    let shut = Blinks.profile.firstIndex(of: 1)!
    #expect(Blinks.profile.count - shut > 2 * shut)
    let still = FaceClip(frameRate: .model, durationSeconds: 60, origin: RandomClips.origin)
    let clip = Blinks(seed: 3).applied(to: still).clip
    #expect(clip.curve(.eyeBlinkLeft).max() == 1)
    #expect(clip.curve(.eyeBlinkLeft) == clip.curve(.eyeBlinkRight))
  }
}
