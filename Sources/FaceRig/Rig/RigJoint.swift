internal import FaceCurves
internal import SceneFiles

/// A node of the scene that one of the face's joints turns.
package struct RigJoint: Sendable {
  package let node: Int
  /// Rotation of the resting node, quaternion x, y, z, w.
  package let restRotation: SIMD4<Float>

  init(node: Int, in scene: SceneModel) {
    self.node = node
    restRotation = scene.nodes[node].transform.rotation
  }

  /// The node that a joint of the face most likely is; nodes that carry a mesh or a whole matrix cannot turn alone.
  static func recognised(_ joint: FaceJoint, in scene: SceneModel) -> RigJoint? {
    // VRM's bones go by the same names.
    if let stated = scene.humanBones[joint.rawValue], scene.nodes.indices.contains(stated),
      !scene.nodes[stated].hasMatrix
    {
      return RigJoint(node: stated, in: scene)
    }
    let skinned = Set(scene.skins.flatMap(\.joints))
    var best: (node: Int, rank: Int)?
    for index in scene.nodes.indices where scene.nodes[index].mesh == nil && !scene.nodes[index].hasMatrix {
      guard let place = JointNames.place(of: joint, scene.nodes[index].name) else { continue }
      // Controls go by the same names as the joints that the skin hangs on.
      let rank = place + (skinned.isEmpty || skinned.contains(index) ? 0 : JointNames.count)
      if rank < best?.rank ?? .max { best = (index, rank) }
    }
    return best.map { RigJoint(node: $0.node, in: scene) }
  }

  static func named(_ name: String, in scene: SceneModel) -> RigJoint? {
    scene.nodes.firstIndex { $0.name.lowercased() == name.lowercased() && !$0.hasMatrix }
      .map { RigJoint(node: $0, in: scene) }
  }
}
