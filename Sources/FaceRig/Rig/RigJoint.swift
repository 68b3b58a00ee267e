package import FaceCurves
internal import SceneFiles

/// A node of the scene that one of the face's joints turns.
package struct RigJoint: Sendable {
  package let node: Int
  /// Rotation of the resting node, quaternion x, y, z, w.
  package let restRotation: SIMD4<Float>
  /// Whether the scene's face looks along -z.
  private let looksBack: Bool

  init(node: Int, in scene: SceneModel) {
    self.node = node
    looksBack = scene.looksBack
    restRotation = scene.nodes[node].transform.rotation
  }

  /// Rotation of the node while the joint is turned, rest included, x, y, z, w.
  package func rotation(_ turn: JointRotation) -> SIMD4<Float> {
    Quaternion.product(restRotation, Quaternion.fromTurn(own(turn)))
  }

  /// The turn of the joint that a rotation of its node is.
  package func turn(ofRotation rotation: SIMD4<Float>) -> JointRotation {
    own(Quaternion.turn(Quaternion.product(Quaternion.conjugate(restRotation), rotation)))
  }

  /// A turn as the node has it: about a half turn away, what nods and tilts runs the other way.
  private func own(_ turn: JointRotation) -> JointRotation {
    looksBack ? JointRotation(x: -turn.x, y: turn.y, z: -turn.z) : turn
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
