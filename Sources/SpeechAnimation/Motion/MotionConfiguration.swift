/// Shape of the motion transformer, as `config.json` of a model package states it.
public struct MotionConfiguration: Codable, Sendable, Hashable {
  /// Width of the speech encoder's features, and of what is kept of them for every frame.
  public let hidden: Int
  /// Values of them that are kept a frame.
  public let projected: Int
  /// Phone classes a frame.
  public let phones: Int
  /// Articulations a frame.
  public let articulations: Int
  /// Feelings, besides arousal.
  public let emotions: Int
  /// Names of the styles of speaking that it learned, in order; the first is taken where none is asked for.
  public let styles: [String]
  /// Frames a block.
  public let blockFrames: Int
  /// Values a latent.
  public let latent: Int
  /// Values a block inside.
  public let width: Int
  /// Transformer layers.
  public let layers: Int
  /// Attention heads a layer.
  public let heads: Int
  /// Width of a layer's hidden half.
  public let feedForward: Int
  /// Blocks before its own that a layer attends to.
  public let leftTokens: Int
  /// Blocks after its own; 0, the future is not seen.
  public let rightTokens: Int

  /// Values a frame: projected features, phone probabilities, articulation, loudness.
  var frameInputs: Int { projected + phones + articulations + 1 }

  /// - Throws: ``ModelError`` `.configurationInvalid` naming the value.
  func validated(encoder: EncoderConfiguration, prior: PriorConfiguration) throws(ModelError) -> Self {
    func equal(_ name: String, _ value: Int, _ other: String, _ wanted: Int) throws(ModelError) {
      try ModelError.check(value == wanted, "motion.\(name) is \(value), \(other) is \(wanted)")
    }
    try equal("hidden", hidden, "the encoder's width", encoder.width)
    try equal("phones", phones, "encoder.phones", encoder.phones)
    try equal("articulations", articulations, "encoder.articulations", encoder.articulations)
    try equal("emotions", emotions, "the number of expressed emotions", Emotion.expressed.count)
    try equal("blockFrames", blockFrames, "prior.blockFrames", prior.blockFrames)
    try equal("latent", latent, "prior.latent", prior.latent)
    try equal("rightTokens", rightTokens, "what a stream allows", 0)
    try ModelError.check((1...4096).contains(projected), "motion.projected is \(projected), outside 1…4096")
    try ModelError.check(!styles.isEmpty, "motion.styles is empty")
    try ModelError.checkLayers(
      "motion", width: width, layers: layers, heads: heads, feedForward: feedForward, left: leftTokens,
      right: rightTokens)
    return self
  }
}
