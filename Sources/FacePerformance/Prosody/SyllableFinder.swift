internal import Foundation
internal import SpeechAudio

/// Finds the nuclei of syllables as a line is heard, and how much each stands out.
///
/// A nucleus is a voiced frame that is the loudest within 60 ms on either side. What stands out is told from the nuclei before
/// it: higher pitch and more energy, the two acoustic marks of prominence that are known as soon as it sounds (Terken 1991;
/// Kochanski et al. 2005 find loudness the stronger one). Reads every frame once; any chunking finds the same.
struct SyllableFinder: Sendable {
  /// A nucleus is louder than all frames this near.
  private static let reachFrames = 3
  private static let leastVoicing: Float = 0.4
  /// So far below the loudest so far nothing is a nucleus, log₁₀ of energy: 18 dB.
  private static let greatestDepth: Float = 1.8
  /// Nuclei that the running means remember.
  private static let memory: Float = 10
  /// Prominence of a nucleus like those before it, what an octave above them adds, and what ten decibels add.
  private static let typical: Float = 0.30
  private static let perOctave: Float = 1.8
  private static let perTenDecibels: Float = 0.7

  private var loudness: [Float] = []
  private var depths: [Float] = []
  private var voicing: [Float] = []
  private var pitch: [Float] = []
  /// Frames of the line before the first that is held.
  private var firstFrame = 0
  private var nextFrame = 0
  private var meanLoudness: Float = 0
  private var meanPitch: Float = 0
  private var heardNuclei: Float = 0

  /// Takes frames, and gives the syllables that they complete.
  mutating func push(loudness: [Float], depths: [Float], pitch rows: [Float]) -> [Syllable] {
    self.loudness += loudness
    self.depths += depths
    for row in stride(from: 0, to: rows.count, by: PitchTracker.valuesPerFrame) {
      voicing.append(rows[row])
      pitch.append(rows[row] > 0.2 ? rows[row + 2] / rows[row] : 0)
    }
    return found(before: firstFrame + self.loudness.count - Syllable.knownAfterFrames)
  }

  /// The syllables of the last frames.
  mutating func finish() -> [Syllable] { found(before: firstFrame + loudness.count) }

  private mutating func found(before end: Int) -> [Syllable] {
    var syllables: [Syllable] = []
    while nextFrame < end {
      if let syllable = syllable(at: nextFrame - firstFrame) { syllables.append(syllable) }
      nextFrame += 1
    }
    let surplus = nextFrame - firstFrame - 64
    if surplus > 64 {
      loudness.removeFirst(surplus)
      depths.removeFirst(surplus)
      voicing.removeFirst(surplus)
      pitch.removeFirst(surplus)
      firstFrame += surplus
    }
    return syllables
  }

  private mutating func syllable(at index: Int) -> Syllable? {
    guard voicing[index] >= Self.leastVoicing, depths[index] <= Self.greatestDepth else { return nil }
    let near = max(0, index - Self.reachFrames)..<min(loudness.count, index + Self.reachFrames + 1)
    for other in near where other != index {
      if loudness[other] > loudness[index] || (loudness[other] == loudness[index] && other < index) { return nil }
    }
    var (highest, weight) = (Float(0), Float(0))
    for frame in near where voicing[frame] >= Self.leastVoicing {
      highest = weight == 0 ? pitch[frame] : max(highest, pitch[frame])
      weight += 1
    }
    let share = 1 / min(heardNuclei + 1, Self.memory)
    defer {
      meanLoudness += (loudness[index] - meanLoudness) * share
      meanPitch += (highest - meanPitch) * share
      heardNuclei += 1
    }
    guard heardNuclei > 0 else {
      return Syllable(frame: firstFrame + index, prominence: Self.typical, pitchOctaves: highest)
    }
    let standsOut =
      Self.typical + Self.perOctave * (highest - meanPitch)
      + Self.perTenDecibels * (loudness[index] - meanLoudness)
    return Syllable(frame: firstFrame + index, prominence: min(max(standsOut, 0), 1), pitchOctaves: highest)
  }
}
