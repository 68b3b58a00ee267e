import FaceCurves
import Foundation
import TestSupport
import Testing

struct ClipHabitsTests {
  /// Ten seconds of a face whose parts swing, and that blinks every two seconds.
  private func clip(scale: Float = 1, left: Float = 1, rate: FrameRate = .model, tempo: Double = 1) -> FaceClip {
    var clip = FaceClip(frameRate: rate, durationSeconds: 10, origin: RandomClips.origin)
    for frame in 0..<clip.frameCount {
      let seconds = rate.seconds(ofFrame: frame)
      let swing = Float(0.5 + 0.5 * sin(seconds * 3 * tempo)) * scale
      clip[frame, .jawOpen] = 0.3 * swing
      clip[frame, .mouthFunnel] = 0.2 * swing
      clip[frame, .browInnerUp] = 0.2 * swing
      clip[frame, .browOuterUpLeft] = 0.2 * swing * left
      clip[frame, .browOuterUpRight] = 0.2 * swing
      let sinceBlink = seconds.truncatingRemainder(dividingBy: 2)
      let lid = Float(max(0, 1 - abs(sinceBlink - 1) / 0.1)) * 0.8
      clip[frame, .eyeBlinkLeft] = lid
      clip[frame, .eyeBlinkRight] = lid
    }
    return clip
  }

  @Test func twiceTheMovementIsTwiceTheHabit() throws {
    let (one, two) = (try ClipHabits(of: clip()), try ClipHabits(of: clip(scale: 2)))
    #expect(abs(try #require(two.brows) / (try #require(one.brows)) - 2) < 0.01)
    #expect(abs(try #require(two.jaw) / (try #require(one.jaw)) - 2) < 0.01)
    #expect(abs(try #require(two.lips) / (try #require(one.lips)) - 2) < 0.01)
  }

  @Test func blinksAreCountedAtAnyRate() throws {
    for rate in ["24", "30", "60"] {
      let habits = try ClipHabits(of: clip(rate: try FrameRate(parsing: rate)))
      #expect(abs(try #require(habits.blinkRate) - 0.5) < 0.01)
      #expect(abs(try #require(habits.blinkDepth) - 0.8) < 0.1)
    }
  }

  @Test func quicknessIsThatOfTheMovementAndNotOfItsSize() throws {
    let (slow, quick) = (try ClipHabits(of: clip(scale: 3)), try ClipHabits(of: clip(tempo: 2)))
    #expect(abs(try #require(quick.upperQuickness) / (try #require(slow.upperQuickness)) - 2) < 0.1)
  }

  @Test func oneSidedBrowsAreAsymmetric() throws {
    #expect(try #require(ClipHabits(of: clip()).asymmetry) < 1e-6)
    #expect(try #require(ClipHabits(of: clip(left: 0.3)).asymmetry) > 0.5)
  }

  @Test func whatAClipDoesNotShowIsNotTold() throws {
    let habits = try ClipHabits(of: clip())
    #expect(habits.head == nil && habits.gaze == nil && habits.cheeks == nil)
  }

  @Test func aShortClipIsRefused() {
    #expect(throws: CurveError.self) {
      try ClipHabits(of: FaceClip(frameRate: .model, durationSeconds: 0, origin: RandomClips.origin))
    }
  }
}
