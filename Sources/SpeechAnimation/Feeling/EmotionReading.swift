/// What a voice says of its speaker's feeling, judged over the seconds before.
public struct EmotionReading: Sendable, Hashable {
  /// Probability of each of ``Emotion/allCases``, which sum to 1; contempt and surprise are never heard.
  public let probabilities: [Float]
  /// 0 calm … 1 roused.
  public let arousal: Float

  /// Probability of a category.
  public subscript(emotion: Emotion) -> Float { probabilities[Emotion.allCases.firstIndex(of: emotion)!] }

  /// A probability at which a feeling begins to show, and at which it shows in full: in between the voice may be another's,
  /// and a face that is not sure stays neutral.
  static let sureFrom: Float = 0.55
  static let sureFull: Float = 0.9

  /// What a face shows of it.
  var shown: EmotionState {
    var weights: [Emotion: Float] = [:]
    for (emotion, probability) in zip(Emotion.allCases, probabilities) where emotion != .neutral {
      weights[emotion] = min(max((probability - Self.sureFrom) / (Self.sureFull - Self.sureFrom), 0), 1)
    }
    return EmotionState(weights, arousal: arousal)
  }

  static func mean(of readings: some Collection<EmotionReading>) -> EmotionReading {
    let share = 1 / Float(max(readings.count, 1))
    var probabilities = [Float](repeating: 0, count: Emotion.allCases.count)
    for reading in readings {
      for (index, value) in reading.probabilities.enumerated() { probabilities[index] += value * share }
    }
    return EmotionReading(
      probabilities: probabilities, arousal: readings.reduce(0) { $0 + $1.arousal * share })
  }
}
