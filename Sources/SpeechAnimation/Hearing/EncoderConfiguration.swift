/// Shape of the speech encoder, as `config.json` of a model package states it.
public struct EncoderConfiguration: Codable, Sendable, Hashable {
  /// Mel bands of a row.
  public let bands: Int
  /// Values a token.
  public let width: Int
  /// Transformer layers.
  public let layers: Int
  /// Attention heads a layer.
  public let heads: Int
  /// Width of a layer's hidden half.
  public let feedForward: Int
  /// Tokens of 20 ms that attention sees before and after its own, a layer.
  public let leftTokens: Int
  /// Tokens after its own that a layer attends to.
  public let rightTokens: Int
  /// Classes of the phone head.
  public let phones: Int
  /// Values of the articulation head.
  public let articulations: Int

  /// - Throws: ``ModelError`` `.configurationInvalid` naming the value.
  func validated(bands expectedBands: Int, phones expectedPhones: Int) throws(ModelError) -> Self {
    try ModelError.check(bands == expectedBands, "bands is \(bands), the front end makes \(expectedBands)")
    try ModelError.check(phones == expectedPhones, "phones is \(phones), the phone table has \(expectedPhones)")
    try ModelError.check(
      articulations == Articulation.allCases.count,
      "articulations is \(articulations), not \(Articulation.allCases.count)")
    try ModelError.checkLayers(
      "encoder", width: width, layers: layers, heads: heads, feedForward: feedForward, left: leftTokens,
      right: rightTokens)
    return self
  }
}
