public import FaceCurves

/// A node of the scene whose mesh has morph targets.
public struct MorphNode: Sendable {
  public let node: Int
  public let mesh: Int
  /// Names of the mesh's targets, in order; empty strings where the file names none.
  public let targetNames: [String]
  /// The channel that drives each target; `nil` leaves it at rest.
  public let channels: [FaceChannel?]
}
