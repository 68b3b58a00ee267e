/// Tells sound that is no speech, by how unsure the encoder is of it: in noise and hum no phone is ever likely, and what it takes
/// for sounds in music are short islands that hardly rise above what lies around them.
///
/// Measured on 284 recordings of 15 collections (35,003 spoken frames) and on 100 of hum, noise and music at four levels, frames
/// taken for speech: of speech .06 % are judged unspoken, of noise 98 %; islands: 2 of 542 runs of speech, all of music.
package enum UnspokenSound: Sendable {
  /// Nothing is judged.
  case isKept
  /// By what is known some frames later: a stream.
  case asItComes
  /// By the whole line.
  case inWholeLine

  /// A phone is heard where one is at least so likely.
  static let heardLikelihood: Float = 0.3
  /// Around a frame of speech some phone is heard within so many frames before it, or after it.
  static let framesBefore = 24
  static let framesAfter = 8
  /// Islands are at most so long, and lie so far from other sounds.
  static let longestIsland = 20
  static let leastApart = 25
  /// What rises by less above the sound around it, log₁₀ of energy, is part of it, unless a phone is all but certain.
  static let leastRise: Float = 1.5
  static let certainLikelihood: Float = 0.8
  /// Frames of an island whose loudness counts.
  private static let loudFrames = 3

  /// Whether each frame is unspoken.
  /// - Parameter depths: how far each frame lies below the loud ones, log₁₀ of energy; or empty.
  func frames(_ cues: LipCues, depths: [Float], silenceLevel: Float) -> [Bool] {
    var unspoken = [Bool](repeating: false, count: cues.count)
    if case .isKept = self { return unspoken }
    var lastHeard = -Self.framesBefore - 1
    var nextHeard = 0
    for frame in 0..<cues.count {
      if cues.likeliest[frame] >= Self.heardLikelihood { lastHeard = frame }
      nextHeard = max(nextHeard, frame)
      while nextHeard < cues.count, nextHeard <= frame + Self.framesAfter,
        cues.likeliest[nextHeard] < Self.heardLikelihood
      { nextHeard += 1 }
      let isHeardSoon = nextHeard < cues.count && nextHeard <= frame + Self.framesAfter
      unspoken[frame] = frame - lastHeard > Self.framesBefore && !isHeardSoon
    }
    if case .inWholeLine = self, depths.count == cues.count {
      judgeIslands(cues, depths, silenceLevel, &unspoken)
    }
    return unspoken
  }

  private func judgeIslands(_ cues: LipCues, _ depths: [Float], _ silenceLevel: Float, _ unspoken: inout [Bool]) {
    let count = cues.count
    var runs: [Range<Int>] = []
    for frame in 0..<count where cues.silence[frame] < silenceLevel && !unspoken[frame] {
      if let last = runs.last, last.upperBound == frame {
        runs[runs.count - 1] = last.lowerBound..<frame + 1
      } else {
        runs.append(frame..<frame + 1)
      }
    }
    for (index, run) in runs.enumerated() where run.count <= Self.longestIsland {
      let before = index > 0 ? runs[index - 1].upperBound : -Self.leastApart
      let after = index + 1 < runs.count ? runs[index + 1].lowerBound : count + Self.leastApart
      guard run.lowerBound - before >= Self.leastApart, after - run.upperBound >= Self.leastApart,
        cues.likeliest[run].max() ?? 1 < Self.certainLikelihood
      else { continue }
      let around =
        depths[max(0, run.lowerBound - Self.leastApart)..<run.lowerBound]
        + depths[run.upperBound..<min(count, run.upperBound + Self.leastApart)]
      guard !around.isEmpty else { continue }
      let loudest = depths[run].sorted().prefix(Self.loudFrames)
      let rise = around.sorted()[around.count / 2] - loudest.reduce(0, +) / Float(loudest.count)
      if rise < Self.leastRise { for frame in run { unspoken[frame] = true } }
    }
  }
}
