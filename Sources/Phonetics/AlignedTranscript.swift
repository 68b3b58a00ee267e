/// A transcript laid over a line: which frames each word and phone takes, and how well they fit what was heard.
public struct AlignedTranscript: Sendable {
  /// A word of the transcript, where it was found.
  public struct Word: Sendable {
    /// The word as it is written; empty where only its sound is known.
    public let text: String
    /// The word's phones in order with their frames; empty where the word was not found in the recording.
    public let phones: [(phone: Int, frames: Range<Int>)]
    /// How well its phones fit, 0…1: mean over them of the best probability of their viseme class within their frames.
    public let confidence: Float

    package init(text: String, phones: [(phone: Int, frames: Range<Int>)], confidence: Float) {
      self.text = text
      self.phones = phones
      self.confidence = confidence
    }

    /// The word's frames, from the first of its phones to the last; nil where it was not found.
    public var frames: Range<Int>? {
      guard let first = phones.first, let last = phones.last else { return nil }
      return first.frames.lowerBound..<last.frames.upperBound
    }

    /// When the word is said: frames are 20 ms long, around their times. Nil where it was not found.
    public var seconds: Range<Double>? {
      frames.map { max(0, (Double($0.lowerBound) - 0.5) * 0.02)..<(Double($0.upperBound) - 0.5) * 0.02 }
    }
  }

  /// The words in order.
  public let words: [Word]
  /// How well the transcript fits, 0…1: mean over all phones of the transcript, those not found counting 0.
  public let confidence: Float

  package init(words: [Word], confidence: Float) {
    self.words = words
    self.confidence = confidence
  }

  /// The least confidence of a text that is the line's. Readers' own lines reach 0.6 to 0.9, those of other lines stay under
  /// 0.35.
  public static let leastConfidence: Float = 0.42

  /// Share of the alignment in a frame whose word fits perfectly; the rest stays with what was heard.
  static let share: Float = 0.95
  /// Confidence from which a word has its full share.
  static let fullConfidence: Float = 0.15

  /// Between two words lies a pause at most this long, not a word that is missing from the text, frames.
  static let longestPause = 12

  /// The track with the transcript's phones brought in. Frames outside its words are left as heard, but that no lips close
  /// in the short pauses between them: the text has nothing to say there.
  package func guiding(_ track: PhoneTrack) -> PhoneTrack {
    var guided = track
    for word in words {
      let share = Self.share * min(1, word.confidence / Self.fullConfidence)
      for (phone, frames) in word.phones {
        for frame in frames { guided.blend(phone, into: frame, share: share) }
      }
    }
    let placed = words.compactMap(\.frames)
    for (before, after) in zip(placed, placed.dropFirst()) where before.upperBound < after.lowerBound {
      let pause = before.upperBound..<after.lowerBound
      guard pause.count <= Self.longestPause else { continue }
      for frame in pause { guided.remove(PhoneTable.standard.bilabials, from: frame) }
    }
    return guided
  }
}
