import FaceCurves
import TestSupport
import Testing

struct ClipMixTests {
  private func clip(_ level: Float, seconds: Double = 4, rate: FrameRate = .model) -> FaceClip {
    var clip = FaceClip(frameRate: rate, durationSeconds: seconds, origin: RandomClips.origin)
    for frame in 0..<clip.frameCount {
      for channel in FaceChannel.allCases { clip[frame, channel] = level }
      clip[frame][.head] = JointRotation(x: level, y: 0, z: 0)
    }
    return clip
  }

  @Test func theMouthIsTheFirstClipsAndTheRestTheSeconds() throws {
    let mixed = ClipMix(mouth: clip(0.8), rest: clip(0.2, rate: try FrameRate(parsing: "24"))).clip()
    #expect(mixed.frameRate.framesPerSecond == 24)
    for frame in 0..<mixed.frameCount {
      #expect(abs(mixed[frame, .jawOpen] - 0.8) < 1e-6 && abs(mixed[frame, .tongueUp] - 0.8) < 1e-6)
      #expect(abs(mixed[frame, .browInnerUp] - 0.2) < 1e-6 && mixed[frame][.head]?.x == 0.2)
    }
  }

  @Test func betweenTwoTimesItFadesInAndOut() {
    let mixed = ClipMix(mouth: clip(0.8), rest: clip(0.2), span: 1...3, fadeSeconds: 0.2).clip()
    #expect(mixed[40, .jawOpen] == 0.2 && abs(mixed[100, .jawOpen] - 0.8) < 1e-6 && mixed[160, .jawOpen] == 0.2)
    #expect(abs(mixed[50, .jawOpen] - 0.5) < 0.02 && abs(mixed[150, .jawOpen] - 0.5) < 0.02)
    let curve = mixed.curve(.jawOpen)
    for (a, b) in zip(curve, curve.dropFirst()) { #expect(abs(a - b) < 0.1) }
  }

  @Test func whereTheMouthsClipEndsTheRestsOwnComesBack() {
    let mixed = ClipMix(mouth: clip(0.8, seconds: 2), rest: clip(0.2)).clip()
    #expect(abs(mixed[50, .jawOpen] - 0.8) < 1e-6 && mixed[150, .jawOpen] == 0.2 && mixed.frameCount == 201)
  }

  @Test func closuresOfTheMouthSurviveAnotherRate() throws {
    var mouth = clip(0)
    for frame in 0..<mouth.frameCount where !(100..<103).contains(frame) { mouth[frame, .jawOpen] = 0.5 }
    let mixed = ClipMix(mouth: mouth, rest: clip(0.3, rate: try FrameRate(parsing: "24"))).clip()
    #expect(LipReadout.standard.gaps(of: mixed).contains { $0 <= LipReadout.closedGap })
  }
}
