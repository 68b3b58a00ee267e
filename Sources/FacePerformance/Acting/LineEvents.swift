internal import Phonetics

/// Walks through what happens in a line, frame by frame, seeing no further than a live face does: a bake and a stream plan
/// alike.
struct LineEvents {
  private let rests: [Range<Int>]
  private let syllables: [Syllable]
  private var rest = 0
  private var ended = 0
  private var syllable = 0

  init(_ known: KnownLine) {
    rests = known.spans.rests
    syllables = known.syllables
  }

  /// The rest that a frame lies in.
  mutating func rest(at frame: Int) -> Range<Int>? {
    while rest < rests.count, rests[rest].upperBound <= frame { rest += 1 }
    return rest < rests.count && rests[rest].contains(frame) ? rests[rest] : nil
  }

  /// The frame of the first sound after a rest that ends after `seen`, once it lies no more than `lead` frames ahead.
  mutating func onset(after seen: Int, within lead: Int, of frame: Int) -> Int? {
    while ended < rests.count, rests[ended].upperBound <= seen { ended += 1 }
    guard ended < rests.count, rests[ended].upperBound != SpeechSpans.endless,
      rests[ended].upperBound - lead <= frame
    else { return nil }
    return rests[ended].upperBound
  }

  /// Whether a rest begins at a frame.
  mutating func restBegins(at frame: Int) -> Bool { rest(at: frame)?.lowerBound == frame && frame > 0 }

  /// The first syllable at or after a frame that is known when `frame` becomes final.
  mutating func syllable(from first: Int, knownAt frame: Int) -> Syllable? {
    while syllable < syllables.count, syllables[syllable].frame < first { syllable += 1 }
    guard syllable < syllables.count,
      syllables[syllable].frame + Syllable.knownAfterFrames <= frame + RestShares.lookAheadFrames
    else { return nil }
    return syllables[syllable]
  }
}
