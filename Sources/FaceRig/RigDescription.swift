/// What `rig.json` says: the rig's name, its scene and what its names do not tell.
struct RigDescription: Codable, Sendable {
  struct Joint: Codable, Sendable {
    /// Name of the node.
    let node: String
    /// Turn about the joint's own x axis at `jawOpen` 1, radians; only for a jaw that the scene's jawOpen leaves alone.
    let radiansAtFullOpen: Float?
  }

  let name: String
  /// The scene file, beside `rig.json`.
  let scene: String
  let description: String?
  /// Joints by ``FaceJoint`` name.
  let joints: [String: Joint]?
}
