import FaceCurves
import TestSupport
import Testing

@testable import FacePerformance

struct LipLimitTests {
  @Test func lipsChangeNoFasterThanTheyMay() {
    var clip = FaceClip(frameRate: .model, durationSeconds: 2, origin: RandomClips.origin)
    for frame in 0..<clip.frameCount { clip[frame, .mouthPucker] = frame % 2 == 0 ? 0 : 1 }
    let limited = LipSpeed().applied(to: clip).clip.curve(.mouthPucker)
    for (a, b) in zip(limited, limited.dropFirst()) { #expect(abs(a - b) <= LipSpeed.greatestStep + 1e-6) }
    #expect(LipSpeed.greatestStep * 50 <= 15)
  }

  @Test func theLowerLipRollsInForFAndVAlone() {
    var window = Acted(minutes: 0.1).window()
    var known = window.known
    known.labiodental = (0..<window.frames.count).map { (100..<106).contains($0) ? 1 : 0 }[...]
    window = PerformanceWindow(
      faces: FaceFrames(count: window.frames.count), from: 0, known: known, restShares: window.restShares,
      lookAheadFrames: nil)
    for frame in window.frames { window[frame, .mouthRollLower] = 0.6 }
    LowerLipRoll().apply(to: &window)
    let rolls = window.frames.map { window[$0, .mouthRollLower] }
    #expect(rolls[103] > 0.5 && rolls[50] < 0.18 && rolls[120] < 0.18)
    for (a, b) in zip(rolls, rolls.dropFirst()) { #expect(abs(a - b) * 50 < 15) }
  }
}
