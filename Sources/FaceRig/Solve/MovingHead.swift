internal import FaceCurves
internal import SceneFiles

/// All meshes of a scene that have targets, as one cloud of vertices, upright, with the targets of one name as one.
struct MovingHead {
  private(set) var positions: [SIMD3<Float>] = []
  private(set) var targets: [MorphTarget] = []
  /// Faces as triangles, vertices in `positions`; empty where nothing tells them.
  private(set) var triangles: [SIMD3<UInt32>] = []

  init(positions: [SIMD3<Float>], targets: [MorphTarget]) {
    self.positions = positions
    self.targets = targets
  }

  /// The targets of a rig that are channels, by the channels' names.
  init(channelsOf rig: Rig, where isWanted: (FaceChannel) -> Bool = { _ in true }) {
    self.init(rig.scene) { name, _ in
      let channel = rig.morphNodes.lazy.compactMap { node in
        node.targetNames.firstIndex(of: name).flatMap { node.drivers[$0]?.channel }
      }.first
      return channel.flatMap { isWanted($0) ? $0.name : nil }
    }
  }

  /// Targets go by `name(mesh's target names)`; those for which it gives nil are left out, and so are those that move nothing.
  init(_ scene: SceneModel, name: (_ target: String, _ index: Int) -> String?) {
    let tree = SceneTree(scene.nodes)
    let upright = SceneMatrix(rotation: scene.uprightRotation)
    var numberOfName: [String: Int] = [:]
    for (index, node) in scene.nodes.enumerated() {
      guard let mesh = node.mesh.map({ scene.meshes[$0] }), !mesh.targets.isEmpty else { continue }
      var matrix = tree.globalMatrix(of: index)
      if let skin = node.skin.map({ scene.skins[$0] }), let joint = skin.joints.first,
        let bind = skin.inverseBindMatrices.first
      {
        matrix = tree.globalMatrix(of: joint) * bind
      }
      matrix = upright * matrix
      let first = UInt32(positions.count)
      positions += mesh.positions.map(matrix.transform)
      triangles += Self.triangles(of: mesh, from: first)
      for (number, target) in mesh.targets.enumerated() {
        guard let name = name(target.name, number) else { continue }
        let displacements = target.displacements.map { move -> SIMD3<Float> in
          let turned = matrix * SIMD4(move, 0)
          return SIMD3(turned.x, turned.y, turned.z)
        }
        let place = numberOfName[name] ?? targets.count
        if place == targets.count {
          numberOfName[name] = place
          targets.append(MorphTarget(name: name))
        }
        targets[place].indices += target.indices.map { $0 + first }
        targets[place].displacements += displacements
      }
    }
    targets.removeAll { $0.displacements.allSatisfy { $0 == .zero } }
  }

  /// The head with some of its targets.
  func keeping(_ isKept: (String) -> Bool) -> MovingHead {
    var head = self
    head.targets.removeAll { !isKept($0.name) }
    return head
  }

  /// The head after another turn about its axes.
  func turned(_ turn: (SIMD3<Float>) -> SIMD3<Float>) -> MovingHead {
    var head = self
    head.positions = positions.map(turn)
    for index in targets.indices { head.targets[index].displacements = targets[index].displacements.map(turn) }
    return head
  }

  private static func triangles(of mesh: SceneMesh, from first: UInt32) -> [SIMD3<UInt32>] {
    var triangles: [SIMD3<UInt32>] = []
    var start = 0
    for size in mesh.faceSizes {
      let end = start + Int(size)
      defer { start = end }
      guard size >= 3, end <= mesh.corners.count else { continue }
      for corner in start + 1..<end - 1 {
        let triangle = SIMD3(mesh.corners[start], mesh.corners[corner], mesh.corners[corner + 1])
        guard triangle.max() < mesh.positions.count else { continue }
        triangles.append(triangle &+ SIMD3(repeating: first))
      }
    }
    return triangles
  }

  /// Whether the vertices are those of another head, one by one, its place and size aside.
  func isShapedAs(_ other: MovingHead) -> Bool {
    guard positions.count == other.positions.count, !positions.isEmpty else { return false }
    func normalised(_ all: [SIMD3<Float>]) -> [SIMD3<Float>] {
      let center = all.reduce(SIMD3<Float>.zero, +) / Float(all.count)
      let size = (all.reduce(Float(0)) { $0 + (($1 - center) * ($1 - center)).sum() } / Float(all.count)).squareRoot()
      return all.map { ($0 - center) / max(size, .leastNormalMagnitude) }
    }
    let apart = zip(normalised(positions), normalised(other.positions)).map { (($0 - $1) * ($0 - $1)).sum() }
    return (apart.reduce(0, +) / Float(apart.count)).squareRoot() < Self.sameShape
  }

  /// Of the head's size: heads of one topology, whoever's they are, differ by less, others by more.
  private static let sameShape: Float = 0.15
}
