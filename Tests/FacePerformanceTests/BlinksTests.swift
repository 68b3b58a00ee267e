import FaceCurves
import TestSupport
import Testing

@testable import FacePerformance

struct BlinksTests {
  private func clip(_ seed: UInt64, seconds: Double = 30) -> FaceClip {
    let clip = FaceClip(frameRate: .model, durationSeconds: seconds, origin: RandomClips.origin)
    return Blinks(seed: seed).applied(to: clip).clip
  }

  @Test func theSameSeedBlinksTheSameAndAnotherDoesNot() {
    #expect(clip(1).weights == clip(1).weights)
    #expect(clip(1).weights != clip(2).weights)
  }

  @Test(arguments: 0..<20) func ratesStayWithinThoseOfPeopleTalking(seed: UInt64) {
    let lid = clip(seed, seconds: 300).curve(.eyeBlinkLeft)
    let blinks = zip(lid, lid.dropFirst()).count { $0 < 0.5 && $1 >= 0.5 }
    #expect((8...38).contains(Double(blinks) / 5), "\(Double(blinks) / 5) a minute")
  }

  @Test func lidsShutFullyAndOpenSlowerThanTheyClose() {
    let lid = clip(3, seconds: 60).curve(.eyeBlinkLeft)
    #expect(lid.max()! > 0.99)
    let (closing, opening) = zip(lid, lid.dropFirst()).reduce((0, 0)) { counts, pair in
      pair.1 > pair.0 ? (counts.0 + 1, counts.1) : pair.1 < pair.0 ? (counts.0, counts.1 + 1) : counts
    }
    #expect(opening > closing)
  }
}
