package import SpeechAnimation

/// What a face feels at one moment, in a form that layers may keep for every frame.
struct Mood: Sendable, Hashable {
  /// Strength of each feeling that is shown, in the order of ``Emotion/expressed``, then the arousal; 0…1 each.
  private(set) var row: SIMD8<Float>

  /// No feeling, as roused as calm speech.
  static let neutral = Mood(EmotionState.neutral)

  init(_ state: EmotionState) { row = state.lanes }

  var anger: Float { row[0] }
  var contempt: Float { row[1] }
  var disgust: Float { row[2] }
  var fear: Float { row[3] }
  var joy: Float { row[4] }
  var sadness: Float { row[5] }
  var surprise: Float { row[6] }
  /// 0 calm … 1 roused.
  var arousal: Float { row[7] }
  /// How much of any feeling there is, 0…1.
  var strength: Float { min(1, row.sum() - row[7]) }

  /// Goes a share of the way to another.
  mutating func follow(_ other: Mood, share: Float) { row += (other.row - row) * share }
}
