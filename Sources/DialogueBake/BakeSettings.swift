public import FaceCurves

/// What the user may choose for a bake.
public struct BakeSettings: Sendable {
  /// Frames a second of formats that leave it free.
  public var frameRate: FrameRate
  /// Seed of everything that is drawn by chance (blinks).
  public var seed: UInt64
  /// Bake what decodes of a damaged recording.
  public var keepsGoing: Bool

  public init(frameRate: FrameRate = .liveLink, seed: UInt64 = 0, keepsGoing: Bool = false) {
    self.frameRate = frameRate
    self.seed = seed
    self.keepsGoing = keepsGoing
  }
}
