public import SpeechAnimation

/// Where the feeling of a line comes from.
public enum EmotionChoice: Sendable, Hashable, Codable {
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

  /// The choice as ``init(parsing:)`` reads it.
  public var text: String {
    switch self {
    case .automatic: "auto"
    case .none: "none"
    case .keys(let keys): keys.text
    }
  }

  /// The user's keys; nil where the voice says.
  package var givenKeys: EmotionKeys? {
    switch self {
    case .automatic: nil
    case .none: .neutral
    case .keys(let keys): keys
    }
  }

  package func keys(for heard: HeardSpeech) -> EmotionKeys {
    givenKeys ?? heard.emotion.keys
  }
}
