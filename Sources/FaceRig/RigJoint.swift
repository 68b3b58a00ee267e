/// A node of the scene that one of the face's joints turns.
public struct RigJoint: Sendable {
  public let node: Int
  /// Rotation of the resting node, quaternion x, y, z, w.
  public let restRotation: SIMD4<Float>
}
