internal import FaceRig
internal import Foundation
internal import SceneFiles

/// A rig's scene as it is posed and seen: vertices, what moves them, and what faces hang on.
struct HeadGeometry: Sendable {
  struct SparseTarget: Sendable {
    let indices: [UInt32]
    let displacements: [SIMD4<Float>]
  }

  /// What each vertex of an instance hangs on, the strongest first; weights sum to 1.
  struct Binding: Sendable {
    let joints: [SIMD4<UInt16>]
    let weights: [SIMD4<Float>]

    var isBound: Bool { !joints.isEmpty }
  }

  /// Whose turns a normal's offset follows: a node's, or a joint's from the mesh's space.
  struct OffsetFrame: Sendable {
    let node: Int
    let bind: SceneMatrix?
  }

  struct NormalOffset: Sendable {
    let vertex: Int
    let offset: SIMD4<Float>
    let frame: Int
    /// Undoes the scale of the frame at rest.
    let unscale: Float
  }

  let rig: Rig
  /// Triangles of a material have its number as their surface; those without one have the number after the last.
  let mesh: StageMesh
  /// One an instance.
  let morphs: [MorphNode?]
  let targets: [[SparseTarget]]
  let skins: [Binding]
  /// Nodes, parents first.
  let nodeOrder: [Int]
  let normalOffsets: [NormalOffset]
  let offsetFrames: [OffsetFrame]

  init(_ rig: Rig) {
    self.rig = rig
    let scene = Self.finite(rig.scene)
    let last = scene.materials.count
    mesh = StageMesh(scene) { (0..<last).contains($0) ? $0 : last }
    morphs = mesh.instances.map { instance in rig.morphNodes.first { $0.node == instance.node } }
    targets = mesh.instances.map { instance in
      scene.meshes[instance.mesh].targets.map { target in
        SparseTarget(indices: target.indices, displacements: target.displacements.map { SIMD4($0) })
      }
    }
    skins = mesh.instances.map { Self.binding(of: scene.meshes[$0.mesh], $0.skin.map { scene.skins[$0] }) }
    nodeOrder = Self.parentsFirst(scene.nodes)
    (normalOffsets, offsetFrames) = Self.offsets(mesh, skins, scene)
  }

  private static func finite(_ scene: SceneModel) -> SceneModel {
    // No character is larger than this in any unit.
    func isFinite(_ v: SIMD3<Float>) -> Bool { (v * v).sum() < 1e20 }
    var scene = scene
    for mesh in scene.meshes.indices {
      for vertex in scene.meshes[mesh].positions.indices where !isFinite(scene.meshes[mesh].positions[vertex]) {
        scene.meshes[mesh].positions[vertex] = .zero
      }
      for target in scene.meshes[mesh].targets.indices {
        let moves = scene.meshes[mesh].targets[target].displacements
        guard moves.contains(where: { !isFinite($0) }) else { continue }
        scene.meshes[mesh].targets[target].displacements = moves.map { isFinite($0) ? $0 : .zero }
      }
    }
    return scene
  }

  private static func binding(of mesh: SceneMesh, _ skin: SceneSkin?) -> Binding {
    guard let skin, !skin.joints.isEmpty, !skin.inverseBindMatrices.isEmpty, mesh.joints.count == mesh.positions.count,
      mesh.jointWeights.count == mesh.joints.count
    else { return Binding(joints: [], weights: []) }
    let most = UInt16(clamping: min(skin.joints.count, skin.inverseBindMatrices.count) - 1)
    var joints: [SIMD4<UInt16>] = []
    var weights: [SIMD4<Float>] = []
    for (own, shares) in zip(mesh.joints, mesh.jointWeights) {
      let order = (0..<4).sorted { shares[$0] > shares[$1] }
      let sum = (0..<4).reduce(Float(0)) { $0 + max(shares[$1], 0) }
      joints.append(SIMD4(order.map { min(own[$0], most) }))
      weights.append(sum > 0 ? SIMD4(order.map { max(shares[$0], 0) / sum }) : [1, 0, 0, 0])
    }
    return Binding(joints: joints, weights: weights)
  }

  private static func parentsFirst(_ nodes: [SceneNode]) -> [Int] {
    var isPlaced = [Bool](repeating: false, count: nodes.count)
    var order: [Int] = []
    for start in nodes.indices {
      var path: [Int] = []
      var node: Int? = start
      while let current = node, !isPlaced[current] {
        isPlaced[current] = true
        path.append(current)
        node = nodes[current].parent
      }
      order += path.reversed()
    }
    return order
  }

  private static func offsets(
    _ mesh: StageMesh, _ skins: [Binding], _ scene: SceneModel
  ) -> ([NormalOffset], [OffsetFrame]) {
    var frames: [OffsetFrame] = []
    var offsets: [NormalOffset] = []
    var numberOfFrame: [SIMD2<Int>: Int] = [:]
    let tree = SceneTree(scene.nodes)
    var unscales: [Float] = []
    for vertex in mesh.sourceVertices.indices where mesh.normalOffsets[vertex] != .zero {
      let source = Int(mesh.sourceVertices[vertex])
      guard let number = mesh.instances.firstIndex(where: { $0.vertices.contains(source) }) else { continue }
      let instance = mesh.instances[number]
      let joint = skins[number].isBound ? Int(skins[number].joints[source - instance.vertices.lowerBound].x) : -1
      let key = SIMD2(number, joint)
      let frame = numberOfFrame[key] ?? frames.count
      if frame == frames.count {
        numberOfFrame[key] = frame
        let skin = instance.skin.map { scene.skins[$0] }
        let made =
          joint < 0
          ? OffsetFrame(node: instance.node, bind: nil)
          : OffsetFrame(node: skin!.joints[joint], bind: skin!.inverseBindMatrices[joint])
        frames.append(made)
        let rest = tree.globalMatrix(of: made.node)
        let volume = (made.bind.map { rest * $0 } ?? rest).determinant3.magnitude
        unscales.append(volume > 1e-20 ? 1 / cbrt(volume) : 1)
      }
      offsets.append(
        NormalOffset(vertex: vertex, offset: mesh.normalOffsets[vertex], frame: frame, unscale: unscales[frame]))
    }
    return (offsets, frames)
  }
}
