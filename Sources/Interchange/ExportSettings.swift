public import FaceCurves

/// What the user chooses of the files that are written.
public struct ExportSettings: Sendable {
  /// Of formats that leave the rate free.
  public var frameRate: FrameRate
  /// Of formats with keys.
  public var keys: KeyReduction
  /// What stands in a Live Link CSV under JawLeft, JawRight, MouthLeft and MouthRight.
  public var liveLinkLateral: LiveLinkLateral

  public init(
    frameRate: FrameRate = .liveLink, keys: KeyReduction = .every, liveLinkLateral: LiveLinkLateral = .asLabelled
  ) {
    self.frameRate = frameRate
    self.keys = keys
    self.liveLinkLateral = liveLinkLateral
  }
}
