internal import NeuralKernels

/// What is heard, 50 times a second, with emotion and style → the motion prior's latents.
///
/// Sees the past and its own block; what comes next it knows through the speech encoder, which has heard 150 ms more.
/// Reference: Tools/train/mien_train/motion_model.py.
public struct MotionTransformer: Sendable {
  /// Its sizes and styles.
  public let configuration: MotionConfiguration
  /// Speech encoder's features → the few values of them that are kept for every frame.
  let projection: Linear
  let blockIn: Linear
  let emotionIn: Linear
  /// `[styles, width]`.
  let styles: [Float]
  let layers: [TransformerLayer]
  let norm: LayerNorm
  let latentHead: Linear

  /// - Throws: ``KernelError``.
  init(_ configuration: MotionConfiguration, _ shelf: inout TensorShelf) throws(KernelError) {
    let c = configuration
    self.configuration = c
    projection = try Linear(&shelf, "motion.projection", inputs: c.hidden, outputs: c.projected)
    blockIn = try Linear(&shelf, "motion.block_in", inputs: c.blockFrames * c.frameInputs, outputs: c.width)
    emotionIn = try Linear(&shelf, "motion.emotion_in", inputs: c.emotions + 1, outputs: c.width)
    styles = try shelf.take("motion.style", [c.styles.count, c.width])
    var layers: [TransformerLayer] = []
    for index in 0..<c.layers {
      layers.append(
        try TransformerLayer(
          &shelf, "motion.layers.\(index)", width: c.width, heads: c.heads, feedForward: c.feedForward,
          left: c.leftTokens, right: c.rightTokens))
    }
    self.layers = layers
    norm = try LayerNorm(&shelf, "motion.norm", width: c.width)
    latentHead = try Linear(&shelf, "motion.latent_head", inputs: c.width, outputs: c.latent)
  }

  /// The index of a style by its name.
  /// - Throws: ``ModelError`` `.styleUnknown`.
  public func style(named name: String) throws(ModelError) -> Int {
    guard let index = configuration.styles.firstIndex(of: name) else {
      throw ModelError(
        .styleUnknown,
        "the model has no style '\(name)': it has \(configuration.styles.joined(separator: ", "))")
    }
    return index
  }

  /// `[blocks, blockFrames · frameInputs]` with a row of emotion a block → the first layer's input.
  func input(blocks: Matrix, emotions: Matrix, style: Int) -> Matrix {
    var x = blockIn(blocks)
    emotionIn.add(emotions, to: &x)
    let width = configuration.width
    let offset = styles[style * width..<(style + 1) * width]
    x.addToRows(Array(offset))
    return x
  }
}
