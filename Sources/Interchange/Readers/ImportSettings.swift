public import FaceCurves
public import FaceRig

/// What the user may say of a clip that is read.
public struct ImportSettings: Sendable {
  /// Which side the lateral columns of a Live Link CSV mean; nil tells it by the file: takes of the app begin at the time of
  /// day, and those are in the app's way.
  public var liveLinkLateral: LiveLinkLateral?
  /// Of numpy arrays that do not say theirs.
  public var frameRate: FrameRate?
  /// Whose vertices a sequence of them is, and the head that FLAME's is compared with.
  public var rig: Rig?
  public var flame: FlameModel?
  /// How weights are found from vertices.
  public var solve = SolveSettings()
  /// Whether channels that undo each other, as jawLeft and jawRight, never show together in what is found from vertices.
  public var cancelsOpposed = false

  public init(liveLinkLateral: LiveLinkLateral? = nil) { self.liveLinkLateral = liveLinkLateral }
}
