public import FaceCurves
public import FaceRig

/// Settings of clips that are read: what a file does not say of itself.
public struct ImportSettings: Sendable {
  /// Which side the lateral columns of a Live Link CSV mean; nil tells it by the file: takes of the app begin at the time of
  /// day, and those are in the app's way.
  public var liveLinkLateral: LiveLinkLateral?
  /// The frame rate of numpy arrays that do not say theirs.
  public var frameRate: FrameRate?
  /// The rig whose vertices a sequence of them is, and the head that FLAME's is compared with.
  public var rig: Rig?
  /// The user's FLAME model, for clips of FLAME's parameters.
  public var flame: FlameModel?
  /// How weights are found from vertices.
  public var solve = SolveSettings()
  /// Whether channels that undo each other, as jawLeft and jawRight, never show together in what is found from vertices.
  public var cancelsOpposed = false

  /// Settings that leave to the file what it says.
  public init(liveLinkLateral: LiveLinkLateral? = nil) { self.liveLinkLateral = liveLinkLateral }
}
