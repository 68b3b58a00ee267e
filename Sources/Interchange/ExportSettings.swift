public import FaceCurves
public import FaceRig

/// Settings of clips that are written.
public struct ExportSettings: Sendable {
  /// The frame rate of formats that leave it free.
  public var frameRate: FrameRate
  /// The frame rate of cues for drawn characters, which are drawn at 24 frames a second unless told, as Rhubarb has it.
  public var cueFrameRate: FrameRate
  /// Which keys are written, in formats with keys.
  public var keys: KeyReduction
  /// What stands in a Live Link CSV under JawLeft, JawRight, MouthLeft and MouthRight.
  public var liveLinkLateral: LiveLinkLateral
  /// The user's FLAME model, for FLAME's own formats.
  public var flame: FlameModel?

  /// Settings without a FLAME model.
  public init(
    frameRate: FrameRate = .liveLink, keys: KeyReduction = .every, liveLinkLateral: LiveLinkLateral = .asLabelled
  ) {
    self.frameRate = frameRate
    cueFrameRate = .drawn
    self.keys = keys
    self.liveLinkLateral = liveLinkLateral
  }

  /// Sets the rate of every format that leaves it free.
  public mutating func setFrameRate(_ rate: FrameRate) {
    frameRate = rate
    cueFrameRate = rate
  }
}
