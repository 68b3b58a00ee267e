public import FaceCurves
public import FaceRig

/// Settings of clips that are written.
public struct ExportSettings: Sendable {
  /// The frame rate of formats that leave it free.
  public var frameRate: FrameRate
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
    self.keys = keys
    self.liveLinkLateral = liveLinkLateral
  }
}
