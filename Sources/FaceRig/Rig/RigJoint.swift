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

  /// What tools call the face's joints, folded, the commonest first.
  private static let names: [FaceJoint: [String]] = [
    .neck: ["neck", "neck01", "ccbasenecktwist01", "jbipcneck", "neckm"],
    .head: ["head", "ccbasehead", "jbipchead", "headm"],
    .jaw: ["jaw", "jawroot", "ccbasejawroot", "facialcjaw", "jawm", "jawbone"],
    .leftEye: ["lefteye", "eyeleft", "eyel", "ccbaseleye", "facialleye", "jadjlfaceeye", "leyeball"],
    .rightEye: ["righteye", "eyeright", "eyer", "ccbasereye", "facialreye", "jadjrfaceeye", "reyeball"],
  ]

  /// The node that a joint of the face most likely is; nodes that carry a mesh or a whole matrix cannot turn alone.
  static func recognised(_ joint: FaceJoint, in scene: SceneModel) -> RigJoint? {
    // VRM's bones go by the same names.
    if let stated = scene.humanBones[joint.rawValue], scene.nodes.indices.contains(stated),
      !scene.nodes[stated].hasMatrix
    {
      return RigJoint(node: stated, in: scene)
    }
    for name in names[joint] ?? [] {
      let found = scene.nodes.indices.first { index in
        let node = scene.nodes[index]
        return node.mesh == nil && !node.hasMatrix && TargetName(node.name).folded(dropping: []) == name
      }
      if let found { return RigJoint(node: found, in: scene) }
    }
    return nil
  }

  static func named(_ name: String, in scene: SceneModel) -> RigJoint? {
    scene.nodes.firstIndex { $0.name.lowercased() == name.lowercased() && !$0.hasMatrix }
      .map { RigJoint(node: $0, in: scene) }
  }
}
