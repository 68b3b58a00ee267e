internal import FaceCurves
internal import Phonetics
internal import SpeechAnimation
internal import SpeechAudio

/// What is known of a line's sound, frame by frame, as layers look at it: lips, silence and how far below speech it lies.
///
/// Of a whole line the loud level is known; of a line that goes on it is the loudest so far, fading by 3 dB a second.
struct PerformanceCues: Sendable {
  /// The running peak lies so far above the loud level of a whole line, log₁₀ of energy: in the middle of the median line .02
  /// (80 of TIMIT) and .11 (100 of GRID).
  static let peakAboveLoud: Float = 0.1

  private var lips = LipCues()
  private var loudness: [Float] = []
  /// How far below the running peak.
  private var depths: [Float] = []
  private var peak = RunningPeak()
  /// Frames of the line before the first that is kept.
  private(set) var firstFrame = 0

  /// Frames of the line so far.
  var end: Int { firstFrame + lips.count }

  mutating func append(_ heard: HeardFrames) {
    lips.append(heard.phones)
    loudness += heard.loudness
    for value in heard.loudness { depths.append(peak.depth(below: value) - Self.peakAboveLoud) }
  }

  /// Closures and rests of the frames before `edge`; the line has more.
  /// - Parameter unspoken: how sound that is no speech is told.
  func spans(before edge: Int, unspoken: UnspokenSound) -> SpeechSpans {
    let known = 0..<edge - firstFrame
    return SpeechSpans(
      lips.piece(known), depths: Array(depths[known]), firstFrame: firstFrame, goesOn: true, unspoken: unspoken)
  }

  /// Closures and rests of a line that is known to its end. `isWhole`: all its frames are still kept.
  /// - Parameter unspoken: how sound that is no speech is told.
  func spansToTheEnd(isWhole: Bool, unspoken: UnspokenSound) -> SpeechSpans {
    guard isWhole, let loud = SpeechSpans.loudLevel(of: loudness) else {
      return SpeechSpans(lips, depths: depths, firstFrame: firstFrame, goesOn: false, unspoken: unspoken)
    }
    return SpeechSpans(
      lips, depths: loudness.map { loud - $0 }, firstFrame: firstFrame, goesOn: false, unspoken: unspoken)
  }

  /// Forgets what lies before a frame.
  mutating func forget(before frame: Int) {
    let count = frame - firstFrame
    guard count > 0 else { return }
    lips.removeFirst(count)
    loudness.removeFirst(count)
    depths.removeFirst(count)
    firstFrame = frame
  }

  /// The loudest frame so far.
  private struct RunningPeak: Sendable {
    private static let decayPerFrame: Float = 0.006  // 3 dB a second, 50 frames
    private var level = -Float.infinity

    mutating func depth(below value: Float) -> Float {
      level = max(value, level - Self.decayPerFrame)
      return level - value
    }
  }
}
