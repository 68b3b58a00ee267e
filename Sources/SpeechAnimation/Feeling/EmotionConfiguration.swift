/// Shape of the emotion encoder, as `config.json` of a model package states it.
public struct EmotionConfiguration: Codable, Sendable, Hashable {
  /// Statistics of the voice that it judges.
  public let statistics: Int
  /// Width of the hidden layer.
  public let hidden: Int
  /// Names of its classes in order: an ``Emotion``, or `boredom`, which is shown as neutral.
  public let classes: [String]

  /// What each class is shown as.
  /// - Throws: ``ModelError`` `.configurationInvalid` naming the value.
  func shownClasses() throws(ModelError) -> [Emotion] {
    guard statistics == VoiceStatistics.count else {
      throw ModelError(
        .configurationInvalid, "config.json: statistics is \(statistics), the engine makes \(VoiceStatistics.count)")
    }
    guard (1...16_384).contains(hidden) else {
      throw ModelError(.configurationInvalid, "config.json: hidden is \(hidden), outside 1…16384")
    }
    var shown: [Emotion] = []
    for name in classes {
      guard let emotion = name == "boredom" ? .neutral : Emotion(rawValue: name) else {
        throw ModelError(.configurationInvalid, "config.json: '\(name)' is no emotion that the engine knows")
      }
      shown.append(emotion)
    }
    guard shown.contains(.neutral) else {
      throw ModelError(.configurationInvalid, "config.json: the emotion classes lack 'neutral'")
    }
    return shown
  }
}
