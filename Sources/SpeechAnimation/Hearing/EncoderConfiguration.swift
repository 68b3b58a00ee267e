/// Shape of the speech encoder, as `config.json` of a model package states it.
public struct EncoderConfiguration: Codable, Sendable, Hashable {
  public let bands: Int
  public let width: Int
  public let layers: Int
  public let heads: Int
  public let feedForward: Int
  /// Tokens of 20 ms that attention sees before and after its own, a layer.
  public let leftTokens: Int
  public let rightTokens: Int
  public let phones: Int
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
