internal import FaceRig
internal import SceneFiles

/// Every matrix that some vertex follows: a joint's from a mesh's space, or a node's.
struct MatrixRack {
  struct Slot: Hashable {
    let node: Int
    /// Of the skin's joints; −1 for a node that carries a mesh as it is.
    let skin: Int
    let joint: Int
  }

  private(set) var slots: [Slot] = []
  /// Of each source vertex.
  private(set) var numbers: [SIMD4<UInt16>] = []
  private(set) var shares: [SIMD4<Float>] = []

  init(_ stage: HeadStage) {
    var numberOfSlot: [Slot: Int] = [:]
    func number(_ slot: Slot) -> UInt16 {
      if let known = numberOfSlot[slot] { return UInt16(clamping: known) }
      numberOfSlot[slot] = slots.count
      slots.append(slot)
      return UInt16(clamping: slots.count - 1)
    }
    for (index, instance) in stage.geometry.mesh.instances.enumerated() {
      let binding = stage.geometry.skins[index]
      guard binding.isBound, let skin = instance.skin else {
        let own = number(Slot(node: instance.node, skin: -1, joint: -1))
        numbers += [SIMD4<UInt16>](repeating: SIMD4(repeating: own), count: instance.vertices.count)
        shares += [SIMD4<Float>](repeating: [1, 0, 0, 0], count: instance.vertices.count)
        continue
      }
      for (joints, weights) in zip(binding.joints, binding.weights) {
        var all = SIMD4<UInt16>.zero
        for place in 0..<4 {
          let joint = weights[place] > 0 ? Int(joints[place]) : Int(joints[0])
          all[place] = number(Slot(node: stage.rig.scene.skins[skin].joints[joint], skin: skin, joint: joint))
        }
        numbers.append(all)
        shares.append(weights)
      }
    }
  }

  /// The matrices as nodes stand, 12 numbers each: three rows.
  func values(_ nodes: [SceneMatrix], _ scene: SceneModel) -> [[Float]] {
    slots.map { slot in
      let matrix =
        slot.skin < 0 ? nodes[slot.node] : nodes[slot.node] * scene.skins[slot.skin].inverseBindMatrices[slot.joint]
      return (0..<3).flatMap { row in (0..<4).map { matrix.columns[$0][row] } }
    }
  }
}
