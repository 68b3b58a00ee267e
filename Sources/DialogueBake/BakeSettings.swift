public import Interchange
internal import SpeechAnimation

/// What the user may choose for a bake.
public struct BakeSettings: Sendable {
  /// What the files are like.
  public var export: ExportSettings
  /// Seed of everything that is drawn by chance (blinks).
  public var seed: UInt64
  /// What the face feels.
  public var emotion: EmotionChoice
  /// One of the model's styles of speaking; nil takes its first.
  public var style: String?
  /// Bake what decodes of a damaged recording.
  public var keepsGoing: Bool

  public init(
    export: ExportSettings = ExportSettings(), seed: UInt64 = 0, emotion: EmotionChoice = .automatic,
    style: String? = nil,
    keepsGoing: Bool = false
  ) {
    self.export = export
    self.seed = seed
    self.emotion = emotion
    self.style = style
    self.keepsGoing = keepsGoing
  }
}
