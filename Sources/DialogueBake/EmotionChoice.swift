public import SpeechAnimation

/// Where the feeling of a line comes from.
public enum EmotionChoice: Sendable, Hashable {
  /// The voice.
  case automatic
  /// Nothing is felt.
  case none
  /// The user.
  case keys(EmotionKeys)

  /// Reads `auto`, `none`, or what ``EmotionKeys/init(parsing:)`` reads.
  /// - Throws: ``ModelError`` `.emotionInvalid`.
  public init(parsing text: String) throws(ModelError) {
    switch text.lowercased() {
    case "auto": self = .automatic
    case "none": self = .none
    default: self = .keys(try EmotionKeys(parsing: text))
    }
  }

  func keys(for heard: HeardSpeech) -> EmotionKeys {
    switch self {
    case .automatic: heard.emotion.keys
    case .none: .neutral
    case .keys(let keys): keys
    }
  }
}
