import FaceCurves
import TestSupport
import Testing

struct ClipRetimeTests {
  private func same(_ a: FaceClip, _ b: FaceClip, within tolerance: Float) -> Bool {
    a.frameCount == b.frameCount && zip(a.weights, b.weights).allSatisfy { abs($0 - $1) <= tolerance }
  }

  private func warp(_ seconds: Double, _ old: (Double) -> Double) -> TimeWarp {
    TimeWarp(oldSeconds: (0...Int(seconds * 50)).map { old(Double($0) / 50) })
  }

  @Test(arguments: 1...6) func onItsOwnClockAClipIsItself(seed: UInt64) {
    let clip = RandomClips.clip(seed: seed, seconds: 3)
    let made = ClipRetime(clip, warp: warp(3) { $0 }, durationSeconds: 3).retimed()
    #expect(same(made, clip, within: 1e-5))
  }

  @Test func atHalfThePaceEveryFaceComesTwiceAsLate() {
    let clip = RandomClips.clip(seed: 3, seconds: 2)
    let made = ClipRetime(clip, warp: warp(4) { $0 / 2 }, durationSeconds: 4).retimed()
    #expect(made.frameCount == 201 && made.durationSeconds == 4)
    for frame in 0..<clip.frameCount { #expect(abs(made[2 * frame, .browInnerUp] - clip[frame, .browInnerUp]) < 1e-4) }
    let head = clip.track(.head)
    #expect(head == nil || abs(made.track(.head)![100].x - head![50].x) < 1e-4)
  }

  @Test func closuresSurviveThreeTimesThePace() {
    var clip = FaceClip(frameRate: .model, durationSeconds: 6, origin: RandomClips.origin)
    let closures = [31, 88, 150, 211, 262]
    for frame in 0..<clip.frameCount where !closures.contains(frame) { clip[frame, .jawOpen] = 0.6 }
    let made = ClipRetime(clip, warp: warp(2) { $0 * 3 }, durationSeconds: 2).retimed()
    let gaps = LipReadout.standard.gaps(of: made)
    for closure in closures {
      let near = Int((Double(closure) / 3).rounded())
      #expect((near - 1...near + 1).contains { gaps[$0] <= LipReadout.closedGap }, "closure at frame \(closure)")
    }
  }

  @Test func timesGoThereAndBack() {
    let warp = warp(5) { $0 < 2 ? $0 * 1.5 : 3 + ($0 - 2) * 0.5 }
    for new in stride(from: -0.5, through: 6, by: 0.13) {
      #expect(abs(warp.newSeconds(at: warp.oldSeconds(at: new)) - new) < 1e-9)
    }
  }

  @Test func whereTheOldTimeStandsStillTheMiddleIsMeant() {
    let warp = TimeWarp(oldSeconds: [0, 0.02, 0.02, 0.02, 0.04])
    #expect(abs(warp.newSeconds(at: 0.02) - 0.04) < 1e-9)
    #expect(TimeWarp(oldSeconds: [0, 0.04, 0.02]).oldSeconds == [0, 0.04, 0.04])
  }
}
