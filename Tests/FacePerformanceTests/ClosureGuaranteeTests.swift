import FaceCurves
import Phonetics
import TestSupport
import Testing

@testable import FacePerformance

struct ClosureGuaranteeTests {
  private let readout = LipReadout.standard

  /// A talking mouth: what the layers before leave, from gently open to wide.
  private func mouth(seed: UInt64) -> FaceClip {
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

  @Test(arguments: 1...40)
  func lipsTouchThroughoutEveryClosureWhateverTheMouthDid(seed: UInt64) {
    var clip = mouth(seed: seed)
    let closures = [10..<14, 30..<31, 60..<70]
    ClosureGuarantee().apply(closures.map { LipClosure(frames: $0) }, to: &clip)
    let gaps = readout.gaps(of: clip)
    for closure in closures {
      let span = ClosureGuarantee.widened(closure, within: clip.frameCount)
      #expect(span.count >= ClosureGuarantee.shortestFrames)
      for frame in span { #expect(gaps[frame] <= LipReadout.closedGap / 2, "frame \(frame): gap \(gaps[frame])") }
    }
  }

  @Test(arguments: 1...20)
  func mouthCloseNeverExceedsTheJaw(seed: UInt64) {
    var clip = mouth(seed: seed)
    ClosureGuarantee().apply([LipClosure(frames: 10..<20)], to: &clip)
    for frame in 0..<clip.frameCount { #expect(clip[frame, .mouthClose] <= clip[frame, .jawOpen] + 1e-6) }
  }

  @Test func framesAwayFromClosuresAreUntouched() {
    let before = mouth(seed: 9)
    var after = before
    ClosureGuarantee().apply([LipClosure(frames: 40..<45)], to: &after)
    for frame in [0, 38, 46, 99] {
      for channel in FaceChannel.allCases { #expect(after[frame, channel] == before[frame, channel]) }
    }
  }

  @Test func closuresAtTheEdgesOfTheClipStayWithinIt() {
    var clip = mouth(seed: 10)
    ClosureGuarantee().apply(
      [0..<1, clip.frameCount - 1..<clip.frameCount].map { LipClosure(frames: $0) }, to: &clip)
    #expect(readout.gaps(of: clip)[0] <= LipReadout.closedGap)
    #expect(readout.gaps(of: clip).last! <= LipReadout.closedGap)
  }

  @Test(arguments: 1...20)
  func lipsPartBetweenClosuresThatAreNearEachOther(seed: UInt64) {
    var clip = mouth(seed: seed)
    ClosureGuarantee().apply([30..<36, 38..<42].map { LipClosure(frames: $0) }, to: &clip)
    let gaps = readout.gaps(of: clip)
    #expect(gaps[36] > LipReadout.openGap && gaps[37] > LipReadout.openGap)
    #expect(gaps[35] <= LipReadout.closedGap && gaps[38] <= LipReadout.closedGap)
  }

  @Test func lipsPartAfterASoundBeforeTheyRestAndBeforeAnMButNotBeforeAP() {
    func gaps(isNasal: Bool) -> [Float] {
      var clip = FaceClip(frameRate: .model, durationSeconds: 2, origin: RandomClips.origin)
      let closures = [LipClosure(frames: 20..<26, isNasal: isNasal), LipClosure(frames: 60..<66, isNasal: isNasal)]
      ClosureGuarantee().apply(closures, rests: [0..<20, 66..<101], to: &clip)
      return readout.gaps(of: clip)
    }
    for isNasal in [true, false] { #expect(gaps(isNasal: isNasal)[66...68].allSatisfy { $0 > LipReadout.openGap }) }
    #expect(gaps(isNasal: true)[17...19].allSatisfy { $0 > LipReadout.openGap })
    #expect(gaps(isNasal: false)[17...19].allSatisfy { $0 <= LipReadout.openGap })
  }

  @Test func closuresThatOverlapStayApart() {
    let made = ClosureGuarantee.separated(
      [10..<14, 13..<20, 20..<21].map { LipClosure(frames: $0) }, within: 100)
    for (a, b) in zip(made, made.dropFirst()) { #expect(a.frames.upperBound < b.frames.lowerBound) }
    #expect(made.first?.frames.lowerBound == 10)
  }

  /// A rig with the real head's lips, but for some channels.
  private func rig(_ changes: [FaceChannel: Float], restGap: Float = 0.0159) -> LipReadout {
    var gaps: [FaceChannel: Float] = [:]
    for channel in FaceChannel.allCases { gaps[channel] = changes[channel] ?? readout.gapEffects[channel.rawValue] }
    return LipReadout(gapEffects: gaps, widthEffects: [:], restGap: restGap)
  }

  @Test(arguments: 1...20)
  func lipsTouchOnARigWhoseShapesDifferFromTheTable(seed: UInt64) {
    var random = TestRandom(seed)
    var changes: [FaceChannel: Float] = [:]
    for channel in FaceChannel.arkit {
      changes[channel] = readout.gapEffects[channel.rawValue] * Float.random(in: 0.4...1.6, using: &random)
    }
    let rig = rig(changes, restGap: Float.random(in: -0.01...0.04, using: &random))
    var clip = mouth(seed: seed)
    let open = ClosureGuarantee(rig: rig).apply([LipClosure(frames: 30..<40)], to: &clip)
    #expect(open == 0)
    for frame in 30..<40 { #expect(rig.gaps(of: clip)[frame] <= LipReadout.closedGap / 2 + 1e-4) }
    for frame in 0..<clip.frameCount {
      clip.withFrame(frame) { for weight in $0 { #expect((0...1).contains(weight)) } }
      #expect(clip[frame, .mouthClose] <= clip[frame, .jawOpen] + 1e-6)
    }
  }

  @Test func aRigWithoutMouthCloseShutsItsJaw() {
    let rig = rig([.mouthClose: 0])
    var clip = mouth(seed: 3)
    #expect(ClosureGuarantee(rig: rig).apply([LipClosure(frames: 30..<40)], to: &clip) == 0)
  }

  @Test func closuresThatARigCannotMakeAreCounted() {
    let rig = rig([.mouthRollLower: 0, .mouthShrugLower: 0, .mouthPressLeft: 0, .mouthPressRight: 0], restGap: 0.2)
    var clip = mouth(seed: 4)
    let closures = [LipClosure(frames: 20..<24), LipClosure(frames: 60..<66)]
    #expect(ClosureGuarantee(rig: rig).apply(closures, to: &clip) == 2)
  }
}
