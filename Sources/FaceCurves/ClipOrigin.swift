/// What a clip was made from, so that the same line can be made again or skipped.
public struct ClipOrigin: Sendable, Hashable, Codable {
  /// File name of the audio, without its folder.
  public var audioName: String
  /// Hash of the decoded samples at 16 kHz, hexadecimal.
  public var audioHash: String
  /// Name and content hash of the model package.
  public var modelIdentifier: String
  /// Seed of what was left to chance.
  public var seed: UInt64
  /// What was chosen of the performance, as JSON; empty where a clip came from elsewhere.
  public var settings: String

  /// An origin; what is not known is empty.
  public init(audioName: String, audioHash: String, modelIdentifier: String, seed: UInt64, settings: String = "") {
    self.audioName = audioName
    self.audioHash = audioHash
    self.modelIdentifier = modelIdentifier
    self.seed = seed
    self.settings = settings
  }
}
