internal import NeuralKernels

/// Statistics of a voice → its feeling and arousal: one hidden layer with SiLU.
///
/// Reference: Tools/train/mien_train/emotion_model.py.
public struct EmotionEncoder: Sendable {
  /// Its sizes and classes.
  public let configuration: EmotionConfiguration
  /// What each output class is shown as.
  let classes: [Emotion]
  let input: Linear
  let classHead: Linear
  let arousalHead: Linear

  /// - Throws: ``KernelError``.
  init(
    _ configuration: EmotionConfiguration, classes: [Emotion], _ shelf: inout TensorShelf
  ) throws(KernelError) {
    self.configuration = configuration
    self.classes = classes
    input = try Linear(&shelf, "emotion.input", inputs: configuration.statistics, outputs: configuration.hidden)
    classHead = try Linear(&shelf, "emotion.class_head", inputs: configuration.hidden, outputs: classes.count)
    arousalHead = try Linear(&shelf, "emotion.arousal_head", inputs: configuration.hidden, outputs: 1)
  }

  /// `[rows, statistics]` → `[rows, classes]` logits and `[rows]` arousal.
  func judge(_ statistics: Matrix) -> (logits: Matrix, arousal: [Float]) {
    var hidden = input(statistics)
    hidden.applySiLU()
    return (classHead(hidden), arousalHead(hidden).values)
  }
}
