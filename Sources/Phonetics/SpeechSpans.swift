/// Where lips must touch and where the mouth must rest, read from a phone track. Frames at 50 a second.
package struct SpeechSpans: Sendable {
  /// Each p, b or m.
  package let closures: [LipClosure]
  /// Frames of each silence long enough for the mouth to come to rest; the one at the line's end is ``endless``.
  package let rests: [Range<Int>]

  /// How sure of p, b or m a closure's best frame must be, and how unsure its edges may be. On EmoDB speakers held out of
  /// training F1 stays at 0.94 to 0.95 for peaks from 0.4 to 0.7 (`Tools/train/train calibrate`); the lowest is taken, since a
  /// viewer sees a closure that is missing sooner than one too many.
  static let closurePeak: Float = 0.4
  static let closureEdge: Float = 0.35
  /// Lips are ahead of the sound: around p and b they shut before the label and part before its burst is over (GRID's
  /// tracked lips: middle of the closure 40 ms before the middle of the label), around m they follow the murmur.
  static let leadFrames = 1
  static let releaseFrames = 2
  static let nasalReleaseFrames = 1
  static let shortestClosureFrames = 3
  static let silenceLevel: Float = 0.5
  /// Shorter silences keep the mouth moving (Rhubarb: 120 ms; OpenFaceFX absorbs 270 ms).
  static let shortestRestFrames = 9

  /// So far below the line's loud frames (their 95th percentile) nobody speaks: breath and hiss. log₁₀ of energy, 27 dB:
  /// one frame in 300 of EmoDB's and one in 1,000 of a reader's labelled speech lies in such a stretch.
  static let speechDepth: Float = 2.7

  package init(closures: [LipClosure], rests: [Range<Int>]) {
    self.closures = closures
    self.rests = rests
  }

  /// `loudness`: log₁₀ of energy at every frame, or empty where only phones are known.
  package init(of track: PhoneTrack, loudness: [Float] = [], table: PhoneTable = .standard) {
    let loud = Self.loudLevel(of: loudness) ?? 0
    self.init(
      LipCues(of: track, table: table), depths: loudness.prefix(track.frameCount).map { loud - $0 }, firstFrame: 0,
      goesOn: false, unspoken: .inWholeLine)
  }

  /// Spans of a stretch of a line, counted from the line's start.
  /// - Parameters:
  ///   - depths: how far each frame lies below the loud ones, log₁₀ of energy; or empty.
  ///   - firstFrame: of the line, at which the stretch begins.
  ///   - goesOn: whether the line has more frames, which are not known yet. A closure that is heard at the end then lasts to
  ///     it, and a rest has no end.
  ///   - unspoken: how sound that is no speech is told; in it the mouth rests.
  package init(_ cues: LipCues, depths: [Float], firstFrame: Int, goesOn: Bool, unspoken: UnspokenSound) {
    let count = cues.count
    var (silence, bilabial) = (cues.silence, cues.bilabial)
    for (frame, isUnspoken) in unspoken.frames(cues, depths: depths, silenceLevel: Self.silenceLevel).enumerated()
    where isUnspoken { (silence[frame], bilabial[frame]) = (1, 0) }
    for (frame, isSilent) in Self.deepSilences(depths: depths, frameCount: count).enumerated() where isSilent {
      silence[frame] = 1
    }
    func placed(_ run: Range<Int>) -> Range<Int> { run.lowerBound + firstFrame..<run.upperBound + firstFrame }
    closures = Self.runs(in: bilabial, above: Self.closureEdge).filter { run in
      bilabial[run].contains { $0 >= Self.closurePeak }
    }.map { run in
      let isNasal = cues.nasal[run].reduce(0, +) > bilabial[run].reduce(0, +) / 2
      let isOpenEnded = goesOn && run.upperBound == count
      return LipClosure(
        frames: placed(Self.lipsShut(during: run, isNasal: isNasal, isOpenEnded: isOpenEnded)), isNasal: isNasal)
    }
    rests = Self.runs(in: silence, above: Self.silenceLevel).compactMap { run in
      let isOpenEnded = run.upperBound == count
      let isAtEdge = run.lowerBound + firstFrame == 0 || (isOpenEnded && !goesOn)
      guard run.count >= Self.shortestRestFrames || isAtEdge else { return nil }
      let rest = placed(run)
      return isOpenEnded ? rest.lowerBound..<Self.endless : rest
    }
  }

  /// End of a rest after which no sound is known.
  package static let endless = Int.max

  /// Frames in which the lips are shut for a bilabial that sounds during `run`.
  private static func lipsShut(during run: Range<Int>, isNasal: Bool, isOpenEnded: Bool) -> Range<Int> {
    let lead = isNasal ? 0 : leadFrames
    let release = isOpenEnded ? 0 : isNasal ? nasalReleaseFrames : releaseFrames
    let start = max(0, run.lowerBound - lead)
    return start..<max(start + min(run.count, shortestClosureFrames), run.upperBound - release)
  }

  /// Frames in which nobody speaks, whatever they sound like. `loudness`: log₁₀ of energy at every frame of a line, or empty.
  static func deepSilences(_ loudness: [Float], frameCount: Int) -> [Bool] {
    let loud = loudLevel(of: loudness) ?? 0
    return deepSilences(depths: loudness.prefix(frameCount).map { loud - $0 }, frameCount: frameCount)
  }

  private static func deepSilences(depths: [Float], frameCount: Int) -> [Bool] {
    var silent = [Bool](repeating: false, count: frameCount)
    // The closure of a stop is as deep, but shorter.
    for run in runs(in: depths, above: speechDepth) where run.count >= shortestRestFrames {
      for frame in run { silent[frame] = true }
    }
    return silent
  }

  /// The loudness of a line's loud frames: their 95th percentile; nil where there is none.
  package static func loudLevel(of loudness: [Float]) -> Float? { percentile95(loudness) }

  private static func percentile95(_ values: [Float]) -> Float? {
    values.isEmpty ? nil : values.sorted()[(values.count - 1) * 95 / 100]
  }

  private static func runs(in curve: [Float], above level: Float) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for frame in curve.indices {
      if curve[frame] >= level {
        start = start ?? frame
      } else if let begin = start {
        runs.append(begin..<frame)
        start = nil
      }
    }
    if let begin = start { runs.append(begin..<curve.count) }
    return runs
  }
}
