public import FaceCurves
public import FaceRig

/// What the user chooses of the files that are written.
public struct ExportSettings: Sendable {
  /// Of formats that leave the rate free.
  public var frameRate: FrameRate
  /// Of formats with keys.
  public var keys: KeyReduction
  /// What stands in a Live Link CSV under JawLeft, JawRight, MouthLeft and MouthRight.
  public var liveLinkLateral: LiveLinkLateral

  /// Of FLAME's own formats: the user's model.
  public var flame: FlameModel?

  public init(
    frameRate: FrameRate = .liveLink, keys: KeyReduction = .every, liveLinkLateral: LiveLinkLateral = .asLabelled
  ) {
    self.frameRate = frameRate
    self.keys = keys
    self.liveLinkLateral = liveLinkLateral
  }
}
