internal import SpeechAnimation

/// An entry of the vocabulary of directions: a word with its synonyms, and what it does.
public struct DirectionWord: Sendable, Hashable {
  /// As it is written in brackets: "nods".
  public let name: String
  /// Other words for the same, in one of their forms.
  public let synonyms: [String]
  /// What it does to the face.
  public let effects: [DirectionEffect]

  init(_ name: String, _ synonyms: [String], _ effects: [DirectionEffect]) {
    self.name = name
    self.synonyms = synonyms
    self.effects = effects
  }

  static func feeling(
    _ name: String, _ weights: [Emotion: Float], _ synonyms: [String], _ others: [DirectionEffect] = []
  ) -> DirectionWord {
    DirectionWord(name, synonyms, [.feeling(EmotionState(weights))] + others)
  }

  static func gesture(_ name: String, _ gesture: Gesture, _ synonyms: [String]) -> DirectionWord {
    DirectionWord(name, synonyms, [.gesture(gesture)])
  }

  static func look(_ name: String, _ look: Look, _ synonyms: [String]) -> DirectionWord {
    DirectionWord(name, synonyms, [.look(look)])
  }

  static func manner(_ name: String, _ manner: Manner, _ synonyms: [String]) -> DirectionWord {
    DirectionWord(name, synonyms, [.manner(manner)])
  }
}
