import FaceCurves
import Foundation
import KeptValues
import Phonetics
import TestSupport
import Testing

@testable import FacePerformance

struct FittedLineTests {
  private let readout = LipReadout.standard

  /// A talking mouth with closures, before it is on a rig.
  private func performed(seed: UInt64, closures: [Range<Int>]) -> PerformedLine {
    let (clip, shut) = ClosureGuarantee().applied(
      to: RandomMouths.clip(seed: seed), closures: closures.map { LipClosure(frames: $0) })
    return PerformedLine(clip: clip, lipsShut: shut, key: ContentKeyMaker("test").key())
  }

  /// A rig with the real head's lips, but for some channels.
  private func rig(_ changes: [FaceChannel: Float], restGap: Float = 0.0159) -> LipReadout {
    var gaps: [FaceChannel: Float] = [:]
    for channel in FaceChannel.allCases { gaps[channel] = changes[channel] ?? readout.gapEffect(channel) }
    return LipReadout(gapEffects: gaps, widthEffects: [:], restGap: restGap)
  }

  @Test func aRigWithoutMouthCloseShutsItsJawInClosures() {
    let lips = LipReadout(
      gapEffects: [.jawOpen: readout.gapEffect(.jawOpen)], widthEffects: [:], restGap: readout.restGap)
    let fitted = FittedLine(performed(seed: 3, closures: [30..<40]), lips: lips)
    let gaps = lips.gaps(of: fitted.clip)
    #expect(fitted.openClosures == 0 && gaps[30..<40].allSatisfy { $0 <= LipReadout.closedGap })
    #expect(gaps[..<30].contains { $0 > LipReadout.openGap })
    var shut = Face()
    LipPose(lips).open(&shut, to: 0.2)
    #expect(shut[.jawOpen].isFinite && shut[.mouthClose] == 0 && shut[.jawOpen] > 0)
  }

  @Test(arguments: 1...20)
  func lipsTouchOnARigWhoseShapesDifferFromTheTable(seed: UInt64) {
    var random = TestRandom(seed)
    var changes: [FaceChannel: Float] = [:]
    for channel in FaceChannel.arkit {
      changes[channel] = readout.gapEffect(channel) * Float.random(in: 0.4...1.6, using: &random)
    }
    let rig = rig(changes, restGap: Float.random(in: -0.01...0.04, using: &random))
    let fitted = FittedLine(performed(seed: seed, closures: [30..<40]), lips: rig)
    #expect(fitted.openClosures == 0)
    let gaps = rig.gaps(of: fitted.clip)
    for frame in 30..<40 { #expect(gaps[frame] <= LipReadout.closedGap / 2 + 1e-4) }
    for frame in 0..<fitted.clip.frameCount {
      fitted.clip.withFrame(frame) { for weight in $0 { #expect((0...1).contains(weight)) } }
      #expect(fitted.clip[frame, .mouthClose] <= fitted.clip[frame, .jawOpen] + 1e-6)
    }
  }

  @Test func aRigWithoutMouthCloseShutsItsJaw() {
    #expect(FittedLine(performed(seed: 3, closures: [30..<40]), lips: rig([.mouthClose: 0])).openClosures == 0)
  }

  @Test func closuresThatARigCannotMakeAreCounted() {
    let rig = rig([.mouthRollLower: 0, .mouthShrugLower: 0, .mouthPressLeft: 0, .mouthPressRight: 0], restGap: 0.2)
    #expect(FittedLine(performed(seed: 4, closures: [20..<24, 60..<66]), lips: rig).openClosures == 2)
  }

  @Test func withoutARigTheFaceStaysAsItIs() {
    let performed = performed(seed: 5, closures: [20..<24])
    let fitted = FittedLine(performed, lips: nil)
    #expect(fitted.clip.weights == performed.clip.weights && fitted.key != performed.key)
  }

  @Test func aPerformanceAndItsFitComeBackFromTheirFilesBitForBit() throws {
    var clip = RandomMouths.clip(seed: 6)
    try clip.setRotations(.head, (0..<clip.frameCount).map { JointRotation(x: Float($0) * 0.001, y: 0, z: -0.1) })
    let shut = (0..<clip.frameCount).map { (30..<40).contains($0) }
    let performed = PerformedLine(clip: clip, lipsShut: shut, key: ContentKeyMaker("test").key())
    let again = try PerformedLine(decoding: performed.encoded(), name: "line")
    #expect(again.clip.weights == clip.weights && again.clip.rotations == clip.rotations)
    #expect(again.closures == [30..<40] && again.key == performed.key)
    let fitted = FittedLine(performed, lips: .standard)
    let fittedAgain = try FittedLine(decoding: fitted.encoded(), name: "line")
    #expect(fittedAgain.clip.weights == fitted.clip.weights && fittedAgain.key == fitted.key)
    #expect(throws: KeptError.self) { try FittedLine(decoding: performed.encoded(), name: "line") }
  }

  @Test func aNeckSharesTheTurnsOfItsHeadUnlessItHasItsOwn() {
    var clip = FaceClip(frameRate: .model, durationSeconds: 1, origin: RandomClips.origin)
    for frame in 0..<clip.frameCount { clip[frame][.head] = JointRotation(x: 0.1, y: Float(frame) * 0.01, z: -0.05) }
    func fitted(_ hasNeck: Bool) -> FaceClip {
      let line = PerformedLine(clip: clip, lipsShut: [], key: ContentKeyMaker("test").key())
      return FittedLine(line, lips: nil, hasNeck: hasNeck).clip
    }
    #expect(fitted(false).track(.neck) == nil && fitted(false).track(.head) == clip.track(.head))
    let shared = fitted(true)
    let sampler = ClipSampler(shared, at: .model)
    for frame in 0..<clip.frameCount {
      let (head, neck, both) = (shared[frame][.head]!, shared[frame][.neck]!, sampler.headAndNeck(frame))
      #expect(abs(neck.y) <= abs(head.y) && abs(both.y - Float(frame) * 0.01) < 1e-6 && abs(both.x - 0.1) < 1e-6)
    }
    for frame in 0..<clip.frameCount { clip[frame][.neck] = JointRotation(x: 0.02, y: 0, z: 0) }
    #expect(fitted(true).track(.head) == clip.track(.head))
  }
}

/// Mouths that talk at random: what the layers before closures leave, from gently open to wide.
enum RandomMouths {
  static func clip(seed: UInt64) -> FaceClip {
    var random = TestRandom(seed)
    var clip = FaceClip(frameRate: .model, durationSeconds: 2, origin: RandomClips.origin)
    for frame in 0..<clip.frameCount {
      clip[frame, .jawOpen] = Float.random(in: 0...0.8, using: &random)
      clip[frame, .mouthFunnel] = Float.random(in: 0...0.6, using: &random)
      clip[frame, .mouthPucker] = Float.random(in: 0...0.7, using: &random)
      for channel in [FaceChannel.mouthLowerDownLeft, .mouthLowerDownRight, .mouthUpperUpLeft, .mouthUpperUpRight] {
        clip[frame, channel] = Float.random(in: 0...0.4, using: &random)
      }
    }
    return clip
  }
}
