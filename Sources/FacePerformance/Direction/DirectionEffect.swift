public import SpeechAnimation

/// One thing that a direction does to a face.
public enum DirectionEffect: Sendable, Hashable {
  /// Is felt until the next feeling that is directed, or the end of the sentence.
  case feeling(EmotionState)
  /// Comes and goes.
  case gesture(Gesture, strength: Float = 1)
  /// Where the eyes look; they lead the head.
  case look(Look)
  /// Until the end of the sentence.
  case manner(Manner)
  /// What comes after is later.
  case pause
}
