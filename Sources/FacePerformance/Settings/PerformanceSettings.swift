internal import Foundation
public import SpeechAnimation

/// What the user may choose for a performance: what the face feels, how it speaks, and the seed of what is left to chance.
public struct PerformanceSettings: Sendable, Hashable, Codable {
  /// What the face feels.
  public var emotion: EmotionChoice
  /// One of the model's styles of speaking; nil takes its first.
  public var style: String?
  /// Of everything that is drawn by chance: eyes, brows, head, blinks; the words do not depend on it.
  public var seed: UInt64
  /// How much of a face acts beside the words.
  public var acting: ActingSettings
  /// How feelings become those that are shown.
  public var feeling = FeelingSettings()
  /// How the line is to be played as a whole.
  public var direction = PlayedDirection.none
  /// An animator's hand on the face.
  public var controls = ControlSettings()

  /// Settings; what is not given has its default.
  public init(
    emotion: EmotionChoice = .automatic, style: String? = nil, seed: UInt64 = 0,
    acting: ActingSettings = ActingSettings()
  ) {
    self.emotion = emotion
    self.style = style
    self.seed = seed
    self.acting = acting
  }

  /// The settings as JSON with sorted keys: equal for equal settings.
  package var canonical: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { preconditionFailure("settings hold something that JSON lacks") }
    return String(decoding: data, as: UTF8.self)
  }
}
