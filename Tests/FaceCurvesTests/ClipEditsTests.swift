import FaceCurves
import TestSupport
import Testing

struct ClipEditsTests {
  private let baked = RandomClips.clip(seed: 5, seconds: 4)

  private func edited(_ clip: FaceClip, frames: Range<Int> = 50..<80) -> FaceClip {
    var edited = clip
    for frame in frames {
      edited[frame, .browInnerUp] = 0.9
      edited[frame][.head] = JointRotation(x: 0.2, y: 0, z: 0)
    }
    return edited
  }

  @Test func whatWasEditedStandsInAnotherBakeAndNothingElseDoes() throws {
    let new = RandomClips.clip(seed: 6, seconds: 4)
    let made = ClipEdits(edited: edited(baked), baked: baked).applied(to: new)
    for frame in 50..<80 {
      #expect(abs(made[frame, .browInnerUp] - 0.9) < 1e-5 && abs(made[frame][.head]!.x - 0.2) < 1e-5)
    }
    for frame in 0..<new.frameCount {
      for channel in FaceChannel.allCases where channel != .browInnerUp {
        #expect(made[frame, channel] == new[frame, channel])
      }
      if !(45..<85).contains(frame) { #expect(made[frame, .browInnerUp] == new[frame, .browInnerUp]) }
    }
  }

  @Test func anEditFadesIntoTheNewClip() {
    let new = FaceClip(frameRate: .model, durationSeconds: 4, origin: RandomClips.origin)
    let old = FaceClip(frameRate: .model, durationSeconds: 4, origin: RandomClips.origin)
    let curve = ClipEdits(edited: edited(old), baked: old).applied(to: new).curve(.browInnerUp)
    for (a, b) in zip(curve, curve.dropFirst()) { #expect(abs(a - b) < 0.5) }
    #expect(curve[48] > 0 && curve[40] == 0)
  }

  @Test func editsAtAnotherRateAreKeptAtTheirTimes() throws {
    let film = try FrameRate(parsing: "24")
    let old = FaceClip(frameRate: film, durationSeconds: 4, origin: RandomClips.origin)
    let bakedAtFifty = FaceClip(frameRate: .model, durationSeconds: 4, origin: RandomClips.origin)
    let made = ClipEdits(edited: edited(old, frames: 24..<48), baked: bakedAtFifty).applied(to: bakedAtFifty)
    #expect(made[50, .browInnerUp] > 0.89 && made[97, .browInnerUp] > 0.89)
    #expect(made[44, .browInnerUp] == 0 && made[103, .browInnerUp] == 0)
  }

  @Test func roundingIsNoEdit() {
    var rounded = baked
    for frame in 0..<rounded.frameCount {
      for channel in FaceChannel.allCases {
        rounded[frame, channel] = (rounded[frame, channel] * 1000).rounded() / 1000
      }
    }
    #expect(ClipEdits(edited: rounded, baked: baked).isEmpty)
  }

  @Test func editsBeyondTheEndAreCounted() {
    let edits = ClipEdits(edited: edited(baked), baked: baked)
    #expect(edits.countBeyond(4) == 0 && edits.countBeyond(0.5) == 2)
    let short = FaceClip(frameRate: .model, durationSeconds: 0.5, origin: RandomClips.origin)
    #expect(edits.applied(to: short).frameCount == short.frameCount)
  }
}
