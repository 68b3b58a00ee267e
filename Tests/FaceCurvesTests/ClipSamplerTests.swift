import FaceCurves
import TestSupport
import Testing

struct ClipSamplerTests {
  private func sampled(_ clip: FaceClip, at rate: FrameRate) -> [[Float]] {
    let sampler = ClipSampler(clip, at: rate)
    var face = [Float](repeating: 0, count: FaceChannel.count)
    return (0..<sampler.frameCount).map { frame in
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      return face
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func theClipsOwnRateGivesItsOwnNumbers(seed: UInt64) {
    let clip = RandomClips.clip(seed: seed)
    let frames = sampled(clip, at: clip.frameRate)
    #expect(frames.flatMap(\.self) == clip.weights)
  }

  @Test func framesOfOneInstantAgreeAtEveryRate() throws {
    let clip = RandomClips.clip(seed: 4, seconds: 3)
    let sixty = sampled(clip, at: .liveLink)
    let thirty = sampled(clip, at: try FrameRate(30))
    for frame in thirty.indices { #expect(thirty[frame] == sixty[2 * frame]) }
  }

  @Test(arguments: ["23.976", "24", "25", "29.97", "30", "48", "60", "120"])
  func aTouchOfTheLipsIsSeenAtEveryRate(rate: String) throws {
    let readout = LipReadout.standard
    for start in 20..<32 {
      var clip = FaceClip(frameRate: .model, durationSeconds: 1, origin: RandomClips.origin)
      for frame in 0..<clip.frameCount { clip[frame, .jawOpen] = (start..<start + 2).contains(frame) ? 0 : 0.4 }
      let gaps = sampled(clip, at: try FrameRate(parsing: rate)).map { face in
        face.withUnsafeBufferPointer { readout.gap($0) }
      }
      #expect(gaps.contains { $0 <= LipReadout.closedGap }, "a closure from frame \(start) is lost at \(rate)")
    }
  }

  @Test(arguments: ["23.976", "24", "25", "29.97", "30", "48", "60", "120"])
  func twoTouchesStayTwoAtEveryRate(rate: String) throws {
    let readout = LipReadout.standard
    for start in 20..<32 {
      var clip = FaceClip(frameRate: .model, durationSeconds: 1, origin: RandomClips.origin)
      let parting = start + 5..<start + 7
      for frame in 0..<clip.frameCount {
        clip[frame, .jawOpen] = (start..<start + 12).contains(frame) && !parting.contains(frame) ? 0 : 0.4
      }
      let gaps = sampled(clip, at: try FrameRate(parsing: rate)).map { face in
        face.withUnsafeBufferPointer { readout.gap($0) }
      }
      var touches = 0
      var isShut = false
      for gap in gaps {
        if !isShut && gap <= LipReadout.closedGap { touches += 1 }
        isShut = isShut ? gap <= LipReadout.openGap : gap <= LipReadout.closedGap
      }
      #expect(touches == 2, "\(touches) closures from frame \(start) at \(rate)")
    }
  }

  @Test func refusesACurveOfTheWrongLength() {
    var clip = RandomClips.clip(seed: 5)
    let error = #expect(throws: CurveError.self) { try clip.setCurve(.jawOpen, [0, 1]) }
    #expect(error?.message == "channel 'jawOpen' has 2 frames, the clip has \(clip.frameCount)")
  }
}
