/// A transcript laid over a line: which frames each word and phone takes, and how well they fit what was heard.
public struct AlignedTranscript: Sendable {
  public struct Word: Sendable {
    /// Phones in order with their frames; empty where the word was not found in the recording.
    public let phones: [(phone: Int, frames: Range<Int>)]
    /// How well its phones fit, 0…1: mean over them of the best probability of their viseme class within their frames.
    public let confidence: Float
  }

  public let words: [Word]
  /// Mean over all phones of the transcript, those not found counting 0.
  public let confidence: Float

  /// Below this the text is another line's. Readers' own lines reach 0.6 to 0.9, those of other lines stay under 0.35.
  public static let leastConfidence: Float = 0.42

  /// Share of the alignment in a frame whose word fits perfectly; the rest stays with what was heard.
  static let share: Float = 0.95
  /// Confidence from which a word has its full share.
  static let fullConfidence: Float = 0.15

  /// The track with the transcript's phones brought in; frames outside its words are left as heard.
  public func guiding(_ track: PhoneTrack) -> PhoneTrack {
    var guided = track
    for word in words {
      let share = Self.share * min(1, word.confidence / Self.fullConfidence)
      for (phone, frames) in word.phones {
        for frame in frames { guided.blend(phone, into: frame, share: share) }
      }
    }
    return guided
  }
}
