/// Where lips must touch and where the mouth must rest, read from a phone track. Frames at 50 a second.
public struct SpeechSpans: Sendable {
  /// Each p, b or m.
  public let closures: [LipClosure]
  /// Frames of each silence long enough for the mouth to come to rest.
  public let rests: [Range<Int>]

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

  /// `loudness`: log₁₀ of energy at every frame, or empty where only phones are known.
  public init(of track: PhoneTrack, loudness: [Float] = [], table: PhoneTable = .standard) {
    let bilabial = track.probability(ofAny: table.bilabials)
    var silence = track.probability(ofAny: [table.silence])
    for (frame, isSilent) in Self.deepSilences(loudness, frameCount: silence.count).enumerated() where isSilent {
      silence[frame] = 1
    }
    let nasal = track.probability(ofAny: table.bilabials.filter { table.phones[$0].symbol == "m" })
    closures = Self.runs(in: bilabial, above: Self.closureEdge).filter { run in
      bilabial[run].contains { $0 >= Self.closurePeak }
    }.map { run in
      let isNasal = nasal[run].reduce(0, +) > bilabial[run].reduce(0, +) / 2
      return LipClosure(frames: Self.lipsShut(during: run, isNasal: isNasal), isNasal: isNasal)
    }
    rests = Self.runs(in: silence, above: Self.silenceLevel).filter { run in
      run.count >= Self.shortestRestFrames || run.lowerBound == 0 || run.upperBound == track.frameCount
    }
  }

  /// Frames in which the lips are shut for a bilabial that sounds during `run`.
  private static func lipsShut(during run: Range<Int>, isNasal: Bool) -> Range<Int> {
    let lead = isNasal ? 0 : leadFrames
    let release = isNasal ? nasalReleaseFrames : releaseFrames
    let start = max(0, run.lowerBound - lead)
    return start..<max(start + min(run.count, shortestClosureFrames), run.upperBound - release)
  }

  /// Frames in which nobody speaks, whatever they sound like.
  static func deepSilences(_ loudness: [Float], frameCount: Int) -> [Bool] {
    var silent = [Bool](repeating: false, count: frameCount)
    guard let loud = percentile95(loudness) else { return silent }
    let depths = loudness.prefix(frameCount).map { loud - $0 }
    // The closure of a stop is as deep, but shorter.
    for run in runs(in: depths, above: speechDepth) where run.count >= shortestRestFrames {
      for frame in run { silent[frame] = true }
    }
    return silent
  }

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
