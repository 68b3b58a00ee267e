internal import FaceCurves
internal import Phonetics
internal import SpeechAnimation
internal import SpeechAudio

/// What is known of a line's sound and feeling, frame by frame, as layers look at it: lips, silence, how far below speech it
/// lies, syllables, moods.
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
  private var finder = SyllableFinder()
  private var syllables: [Syllable] = []
  private var moods = MoodTrack()
  /// What has sounded up to each frame, as a number.
  private var prints: [UInt64] = []
  /// Words that the text stresses: a syllable of each is an accent when the line has ended.
  var stressed: [Range<Int>] = []
  /// Frames of the line before the first that is kept.
  private(set) var firstFrame = 0

  /// Frames of the line so far.
  var end: Int { firstFrame + lips.count }

  /// - Parameter feeling: what is shown at a time of the line in seconds.
  mutating func append(_ heard: HeardFrames, feeling: (Double) -> EmotionState) {
    lips.append(heard.phones)
    loudness += heard.loudness
    let known = depths.count
    for (offset, value) in heard.loudness.enumerated() {
      depths.append(peak.depth(below: value) - Self.peakAboveLoud)
      prints.append(Chance.mixed(prints.last ?? 0, UInt64(value.bitPattern)))
      let frame = firstFrame + known + offset
      if moods.isMissing(at: frame) { moods.append(Mood(feeling(Double(frame) / 50))) }
    }
    syllables += finder.push(
      loudness: heard.loudness, depths: Array(depths[known...]), pitch: heard.pitch)
  }

  /// The line has ended: what waited for more frames is known.
  mutating func finish() {
    syllables += finder.finish()
    if !stressed.isEmpty { syllables = StressedWords(stressed).marked(syllables, loudness: loudness, from: firstFrame) }
  }

  /// What the frames before `edge` tell; the line has more.
  /// - Parameter unspoken: how sound that is no speech is told.
  func known(before edge: Int, unspoken: UnspokenSound) -> KnownLine {
    let known = 0..<edge - firstFrame
    let spans = SpeechSpans(
      lips.piece(known), depths: Array(depths[known]), firstFrame: firstFrame, goesOn: true, unspoken: unspoken)
    return KnownLine(
      spans: spans, frameCount: edge, syllables: syllables.filter { $0.frame + Syllable.knownAfterFrames < edge },
      moods: moods, prints: prints[known], labiodental: lips.labiodental[known], firstFrame: firstFrame)
  }

  /// What is known of a line that has ended. `isWhole`: all its frames are still kept.
  /// - Parameter unspoken: how sound that is no speech is told.
  func knownToTheEnd(isWhole: Bool, unspoken: UnspokenSound) -> KnownLine {
    KnownLine(
      spans: spansToTheEnd(isWhole: isWhole, unspoken: unspoken), frameCount: end, syllables: syllables, moods: moods,
      prints: prints[...], labiodental: lips.labiodental[...], firstFrame: firstFrame)
  }

  private func spansToTheEnd(isWhole: Bool, unspoken: UnspokenSound) -> SpeechSpans {
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
    prints.removeFirst(count)
    syllables.removeAll { $0.frame < frame }
    moods.forget(before: frame)
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
