public import SpeechAnimation

/// What one part of the face feels.
public struct RegionalFeeling: Sendable, Hashable, Codable {
  /// The part.
  public let region: FeelingRegion
  /// Its feelings along the line.
  public let keys: EmotionKeys

  /// The feelings of a part.
  public init(region: FeelingRegion, keys: EmotionKeys) {
    self.region = region
    self.keys = keys
  }
}
