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
    func check(_ holds: Bool, _ message: String) throws(ModelError) {
      if !holds { throw ModelError(.configurationInvalid, "config.json: " + message) }
    }
    try check(bands == expectedBands, "bands is \(bands), the front end makes \(expectedBands)")
    try check(phones == expectedPhones, "phones is \(phones), the phone table has \(expectedPhones)")
    try check(
      articulations == Articulation.allCases.count,
      "articulations is \(articulations), not \(Articulation.allCases.count)")
    try check((8...4096).contains(width), "width is \(width), outside 8…4096")
    try check((1...64).contains(layers), "layers is \(layers), outside 1…64")
    try check((1...64).contains(heads) && width % heads == 0, "heads is \(heads), which does not divide width \(width)")
    try check((8...16_384).contains(feedForward), "feedForward is \(feedForward), outside 8…16384")
    try check((0...4096).contains(leftTokens), "leftTokens is \(leftTokens), outside 0…4096")
    try check((0...64).contains(rightTokens), "rightTokens is \(rightTokens), outside 0…64")
    return self
  }
}
