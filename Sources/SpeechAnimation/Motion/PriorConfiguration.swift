internal import FaceCurves

/// Shape of the motion prior, as `config.json` of a model package states it.
public struct PriorConfiguration: Codable, Sendable, Hashable {
  /// Names of the face channels it moves, in order.
  public let channels: [String]
  /// Frames of 20 ms that a latent stands for.
  public let blockFrames: Int
  /// Values a latent.
  public let latent: Int
  /// Values a block inside.
  public let width: Int
  /// Transformer layers of each half.
  public let layers: Int
  /// Attention heads a layer.
  public let heads: Int
  /// Width of a layer's hidden half.
  public let feedForward: Int
  /// Blocks before its own that a layer attends to.
  public let leftTokens: Int
  /// Blocks after its own that the encoder attends to.
  public let encoderRightTokens: Int

  /// The channels by name.
  /// - Throws: ``ModelError`` `.configurationInvalid` naming the value.
  func validated() throws(ModelError) -> [FaceChannel] {
    try ModelError.check((1...64).contains(blockFrames), "prior.blockFrames is \(blockFrames), outside 1…64")
    try ModelError.check((1...4096).contains(latent), "prior.latent is \(latent), outside 1…4096")
    try ModelError.checkLayers(
      "prior", width: width, layers: layers, heads: heads, feedForward: feedForward, left: leftTokens,
      right: encoderRightTokens)
    var found: [FaceChannel] = []
    for name in channels {
      guard let channel = FaceChannel(name: name), !found.contains(channel) else {
        throw ModelError(.configurationInvalid, "config.json: '\(name)' is no face channel, or there twice")
      }
      found.append(channel)
    }
    try ModelError.check(!found.isEmpty, "prior.channels is empty")
    return found
  }
}
