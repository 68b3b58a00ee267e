/// Where lips must touch and where the mouth must rest, read from a phone track. Frames at 50 a second.
public struct SpeechSpans: Sendable {
  /// Frames of each p, b or m.
  public let closures: [Range<Int>]
  /// Frames of each silence long enough for the mouth to come to rest.
  public let rests: [Range<Int>]

  /// How sure of p, b or m a closure's best frame must be, and how unsure its edges may be.
  /// Chosen on EmoDB speakers held out of training, not on any evaluation set.
  static let closurePeak: Float = 0.5
  static let closureEdge: Float = 0.3
  static let silenceLevel: Float = 0.5
  /// Shorter silences keep the mouth moving (Rhubarb: 120 ms; OpenFaceFX absorbs 270 ms).
  static let shortestRestFrames = 9

  public init(of track: PhoneTrack, table: PhoneTable = .standard) {
    let bilabial = track.probability(ofAny: table.bilabials)
    let silence = track.probability(ofAny: [table.silence])
    closures = Self.runs(in: bilabial, above: Self.closureEdge).filter { run in
      bilabial[run].contains { $0 >= Self.closurePeak }
    }
    rests = Self.runs(in: silence, above: Self.silenceLevel).filter { run in
      run.count >= Self.shortestRestFrames || run.lowerBound == 0 || run.upperBound == track.frameCount
    }
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
