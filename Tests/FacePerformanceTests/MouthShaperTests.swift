import FaceCurves
import Phonetics
import TestSupport
import Testing

@testable import FacePerformance

struct MouthShaperTests {
  private let readout = LipReadout.standard
  private let frames = 101

  private func clip() -> FaceClip { FaceClip(frameRate: .model, durationSeconds: 2, origin: RandomClips.origin) }

  /// Phones that open and round the mouth by chance.
  private func movement(_ random: inout TestRandom) -> MouthMovement {
    var movement = MouthMovement(frameCount: frames)
    for (control, greatest) in [
      (MouthControl.jawOpen, Float(0.4)), (.mouthRollLower, 0.4), (.mouthLowerDown, 0.2), (.mouthUpperUp, 0.2),
      (.mouthStretch, 0.3), (.mouthPucker, 0.6),
    ] {
      movement[control] = (0..<frames).map { _ in Float.random(in: 0...greatest, using: &random) }
    }
    return movement
  }

  @Test(arguments: 1...20)
  func aSpeakingMouthNeverQuiteShutsByItself(seed: UInt64) {
    var random = TestRandom(seed)
    let heard = (0..<frames).map { _ in Float.random(in: -0.05...0.4, using: &random) }
    var clip = clip()
    MouthShaper().apply(movement(&random), heardGap: heard, to: &clip)
    for gap in readout.gaps(of: clip) { #expect(gap > LipReadout.openGap) }
  }

  @Test(arguments: 1...20)
  func theGapIsTheStatedMixtureOfPhonesAndWhatWasHeard(seed: UInt64) {
    var random = TestRandom(seed)
    let movement = movement(&random)
    let heard = (0..<frames).map { _ in Float.random(in: 0.1...0.35, using: &random) }
    var (asPhonesSay, mixed) = (clip(), clip())
    MouthShaper().apply(movement, heardGap: [], to: &asPhonesSay)
    MouthShaper().apply(movement, heardGap: heard, to: &mixed)
    let before = readout.gaps(of: asPhonesSay)
    for (frame, gap) in readout.gaps(of: mixed).enumerated() where before[frame] > MouthShaper.speakingFloor + 1e-4 {
      let expected = before[frame] + (heard[frame] - before[frame]) * MouthShaper.heardGapShare
      #expect(abs(gap - max(expected, MouthShaper.speakingFloor)) < 1e-4)
    }
  }

  @Test(arguments: [Float(0.06), -0.08])
  func theMouthGrowsWiderOrNarrowerWithWhatWasHeard(heard: Float) {
    var random = TestRandom(3)
    let movement = movement(&random)
    func widths(_ heardWidth: [Float]) -> [Float] {
      var clip = clip()
      MouthShaper().apply(movement, heardGap: [], heardWidth: heardWidth, to: &clip)
      return (0..<frames).map { frame in
        clip.withFrame(frame) { face in
          FaceChannel.arkit.reduce(0) { $0 + face[$1.rawValue] * readout.widthEffects[$1.rawValue] }
        }
      }
    }
    let before = widths([]).reduce(0, +)
    let after = widths([Float](repeating: heard, count: frames)).reduce(0, +)
    let goal = heard * Float(frames)
    #expect(abs(goal - after) < 0.6 * abs(goal - before), "mean width \(before) → \(after), heard \(goal)")
  }
}
