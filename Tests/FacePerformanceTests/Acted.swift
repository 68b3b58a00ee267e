import FaceCurves
import FacePerformance
import Phonetics
import SpeechAnimation
import TestSupport

@testable import FacePerformance

/// Long stretches of speech as layers see it: phrases of 1 to 4 s, pauses, syllables four times a second, a quarter of them
/// accented.
struct Acted {
  let frames: Int
  private let seed: UInt64
  let rests: [Range<Int>]
  let syllables: [Syllable]

  init(minutes: Double, seed: UInt64 = 1) {
    let frames = Int(minutes * 60 * 50)
    var random = TestRandom(seed)
    var rests: [Range<Int>] = [0..<12]
    var syllables: [Syllable] = []
    var frame = 12
    while frame < frames {
      let end = frame + Int.random(in: 50...200, using: &random)
      while frame < end {
        let prominence = Float.random(in: 0..<1, using: &random)
        syllables.append(
          Syllable(
            frame: frame + 4, prominence: prominence < 0.75 ? prominence * 0.6 : prominence,
            pitchOctaves: prominence - 0.5))
        frame += Int.random(in: 9...15, using: &random)
      }
      let rest = frame..<frame + Int.random(in: 12...60, using: &random)
      rests.append(rest)
      frame = rest.upperBound
    }
    self.frames = frames
    self.seed = seed
    self.rests = rests.filter { $0.upperBound < frames }
    self.syllables = syllables.filter { $0.frame < frames - 5 }
  }

  /// The window of the whole stretch, over faces that do not move.
  func window(_ mood: EmotionState = .neutral) -> PerformanceWindow {
    var shares = RestShares()
    var moods = MoodTrack()
    moods.append(Mood(mood))
    var random = TestRandom(seed &+ 7)
    let prints = (0..<frames).map { _ in UInt64.random(in: 0...UInt64.max, using: &random) }
    return PerformanceWindow(
      faces: FaceFrames(count: frames), from: 0,
      known: KnownLine(
        spans: SpeechSpans(closures: [], rests: rests), frameCount: frames, syllables: syllables, moods: moods,
        prints: prints[...]),
      restShares: shares.shares(of: rests, at: 0..<frames), lookAheadFrames: nil)
  }

  /// What layers make of it, one after another.
  func faces(_ layers: [any PerformanceLayer], mood: EmotionState = .neutral) -> FaceFrames {
    var window = window(mood)
    for var layer in layers { layer.apply(to: &window) }
    var made = window.takeMade()
    return made.takeFaces()
  }
}

/// Greatest distance between the distribution of samples and one that is given (Kolmogorov, Smirnov).
func kolmogorovSmirnov(_ samples: [Double], _ distribution: (Double) -> Double) -> Double {
  let sorted = samples.sorted()
  return sorted.enumerated().map { index, value in
    let expected = distribution(value)
    return max(
      abs(expected - Double(index) / Double(sorted.count)), abs(Double(index + 1) / Double(sorted.count) - expected))
  }.max() ?? 1
}
