import FaceCurves
import FacePerformance
import FaceRig
import Foundation
import SpeechAnimation
import TestSupport
import Testing

@testable import DialogueBake

/// Sound that is no speech, through the model that ships: the mouth stays shut.
struct NoiseTests {
  private static let rate = 16_000
  private static let seconds = 6
  private static let count = rate * seconds

  enum Sound: String, CaseIterable, Sendable {
    case hum50, hum60, white, pink, chords

    var samples: [Float] {
      switch self {
      case .hum50: Sound.hum(50)
      case .hum60: Sound.hum(60)
      case .white: Sound.noise(whiteness: 1)
      case .pink: Sound.noise(whiteness: 0.1)
      case .chords: Sound.notes(every: 1, [[0, 4, 7, 12], [9, 12, 16, 21], [5, 9, 12, 17], [7, 11, 14, 19]])
      }
    }

    /// Mains hum: 24 harmonics, the lower ones louder.
    private static func hum(_ hertz: Double) -> [Float] {
      (0..<count).map { index in
        let turn = 2 * Double.pi * hertz * Double(index) / Double(rate)
        var sum = 0.0
        for harmonic in stride(from: 1.0, through: 24, by: 1) {
          sum += sin(harmonic * turn + harmonic * harmonic) / harmonic
        }
        return Float(sum)
      }
    }

    /// White noise, through a filter that leans on low tones where `whiteness` is below 1.
    private static func noise(whiteness: Float) -> [Float] {
      var random = TestRandom(11)
      var slow: Float = 0
      return (0..<count).map { _ in
        let sample = Float.random(in: -1...1, using: &random)
        slow += whiteness * (sample - slow)
        return slow + 0.1 * sample
      }
    }

    /// Struck strings, semitones above C3, one chord after another.
    private static func notes(every beat: Double, _ chords: [[Int]]) -> [Float] {
      var samples = [Float](repeating: 0, count: count)
      for strike in 0..<Int(Double(seconds) / beat) {
        let start = Int(Double(strike) * beat * Double(rate))
        for semitone in chords[strike % chords.count] {
          let hertz = 130.8 * pow(2, Double(semitone) / 12)
          for index in start..<min(count, start + rate) {
            let time = Double(index - start) / Double(rate)
            let tone = (1...6).reduce(0.0) { $0 + sin(2 * .pi * hertz * Double($1) * time) / pow(Double($1), 1.5) }
            samples[index] += Float(tone * exp(-3 * time) * min(1, time / 0.005))
          }
        }
      }
      return samples
    }
  }

  /// Decibels below full scale of the peak.
  @Test(arguments: Sound.allCases, [Float(1), 12, 30, 50])
  func keepsTheMouthShut(sound: Sound, decibels: Float) throws {
    let samples = sound.samples
    let scale = pow(10, -decibels / 20) / (samples.map(\.magnitude).max() ?? 1)
    let rig = try Rig(path: TestRepository.folder.appendingPathComponent("Rigs/aria").path)
    let baker = Baker(model: try StandardModel.package.get(), rig: rig)
    let recording = Recording.samples(samples.map { $0 * scale }, sampleRate: Self.rate, name: sound.rawValue)
    let line = try baker.bake(recording)
    let clip = line.fitted.clip
    let open = LipReadout.standard.gaps(of: clip).count { $0 > LipReadout.openGap }
    let jaw = clip.curve(.jawOpen).max() ?? 0
    #expect(
      Double(open) <= 0.02 * Double(clip.frameCount) && jaw < 0.1,
      "\(open) of \(clip.frameCount) frames open, jaw \(jaw)")
  }
}
