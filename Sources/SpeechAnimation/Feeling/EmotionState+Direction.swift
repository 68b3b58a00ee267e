extension EmotionState {
  /// The same feelings, as strong as a factor says, at most full; as roused as goes with them.
  package func strengthened(by factor: Float) -> EmotionState {
    guard factor != 1 else { return self }
    var weights: [Emotion: Float] = [:]
    for emotion in Emotion.expressed { weights[emotion] = self[emotion] * factor }
    return EmotionState(weights)
  }

  /// Goes a share of the way to a feeling that is directed. How roused it is stays half the voice's own.
  package func led(to directed: EmotionState, share: Float) -> EmotionState {
    var led = mixed(with: directed, share: share)
    led.arousal = arousal + (directed.arousal - arousal) * share * 0.5
    return led
  }
}

extension EmotionState {
  /// Both feelings at once, each as strong as it is.
  package func joined(with other: EmotionState) -> EmotionState {
    var weights: [Emotion: Float] = [:]
    for emotion in Emotion.expressed { weights[emotion] = min(1, self[emotion] + other[emotion]) }
    return EmotionState(weights)
  }
}
