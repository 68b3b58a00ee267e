import FaceCurves
import TestSupport
import Testing

@testable import FacePerformance

struct MouthLeadTests {
  private func shifted(_ seconds: Float, shut: Range<Int> = 0..<0) -> (
    before: FaceFrames, faces: FaceFrames, shut: [Bool]
  ) {
    let before = RandomClips.clip(seed: 4, seconds: 2).frames
    var faces = before
    var flags = (0..<before.count).map(shut.contains)
    MouthLead(seconds: seconds).shift(&faces, lipsShut: &flags)
    return (before, faces, flags)
  }

  @Test(arguments: [-5, -1, 1, 4]) func theMouthGoesAheadAndTheBrowsStay(frames: Int) {
    let (before, faces, _) = shifted(Float(frames) / 50)
    for frame in 10..<90 {
      #expect(abs(faces[frame, .jawOpen] - before[frame + frames, .jawOpen]) < 1e-5)
      #expect(faces[frame, .browInnerUp] == before[frame, .browInnerUp])
      #expect(faces[frame, .eyeBlinkLeft] == before[frame, .eyeBlinkLeft])
    }
  }

  @Test func aClosureStaysWholeBetweenFrames() {
    let (before, faces, shut) = shifted(0.05, shut: 50..<53)  // two and a half frames
    let frames = shut.indices.filter { shut[$0] }
    #expect(frames.count == 3 || frames.count == 4)
    for frame in frames {
      #expect((50..<53).contains { before[$0, .jawOpen] == faces[frame, .jawOpen] })
    }
  }
}
