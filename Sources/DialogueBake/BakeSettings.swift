public import FaceCurves
internal import SpeechAnimation

/// What the user may choose for a bake.
public struct BakeSettings: Sendable {
  /// Frames a second of formats that leave it free.
  public var frameRate: FrameRate
  /// Seed of everything that is drawn by chance (blinks).
  public var seed: UInt64
  /// What the face feels.
  public var emotion: EmotionChoice
  /// One of the model's styles of speaking; nil takes its first.
  public var style: String?
  /// Bake what decodes of a damaged recording.
  public var keepsGoing: Bool

  public init(
    frameRate: FrameRate = .liveLink, seed: UInt64 = 0, emotion: EmotionChoice = .automatic, style: String? = nil,
    keepsGoing: Bool = false
  ) {
    self.frameRate = frameRate
    self.seed = seed
    self.emotion = emotion
    self.style = style
    self.keepsGoing = keepsGoing
  }
}
