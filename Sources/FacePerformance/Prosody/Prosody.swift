internal import Phonetics
public import SpeechAnimation

/// How a line is spoken beside its words: which syllables stand out, where phrases end and breath is taken, with what effort.
public struct Prosody: Sendable {
  /// In order.
  public let syllables: [Syllable]
  /// Frames of the pauses between phrases, 50 a second; the last one may reach to the line's end.
  public let pauses: [Range<Int>]
  /// Frames of breaths that are heard in them.
  public let breaths: [Range<Int>]
  /// How roused the voice is, 0…1, a value every 0.2 s.
  public let effort: [Float]

  /// A breath lies so far below the loud frames of its line, log₁₀ of energy, and so far above the quietest of its pause.
  private static let breathDepths: ClosedRange<Float> = 1.8...4.6
  private static let breathRise: Float = 0.6
  /// Frames that it lasts: 0.16 to 0.8 s.
  private static let breathFrames = 8...40

  /// What is heard in a line.
  /// - Parameter directions: whose stresses are accents.
  public init(_ line: HeardLine, directions: DirectedLine = .none) {
    let speech = line.speech
    var cues = PerformanceCues()
    cues.stressed = directions.stresses
    cues.append(speech.frames.piece(0..<speech.frameCount, phones: line.phones)) { _ in .neutral }
    cues.finish()
    let known = cues.knownToTheEnd(isWhole: true, unspoken: .inWholeLine)
    syllables = known.syllables
    pauses = known.spans.rests.map { $0.clamped(to: 0..<speech.frameCount) }
    breaths = Self.breaths(in: pauses, loudness: speech.loudness)
    effort = speech.emotion.readings.map(\.arousal)
  }

  private static func breaths(in pauses: [Range<Int>], loudness: [Float]) -> [Range<Int>] {
    guard let loud = SpeechSpans.loudLevel(of: loudness) else { return [] }
    return pauses.compactMap { pause in
      guard pause.count >= breathFrames.lowerBound, let quietest = loudness[pause].min() else { return nil }
      func isBreath(_ frame: Int) -> Bool {
        breathDepths.contains(loud - loudness[frame]) && loudness[frame] - quietest >= breathRise
      }
      // The longest run: breath is taken once a pause.
      var (best, run) = (0..<0, pause.lowerBound..<pause.lowerBound)
      for frame in pause {
        run = isBreath(frame) ? run.lowerBound..<frame + 1 : frame + 1..<frame + 1
        if run.count > best.count { best = run }
      }
      return breathFrames.contains(best.count) ? best : nil
    }
  }
}
