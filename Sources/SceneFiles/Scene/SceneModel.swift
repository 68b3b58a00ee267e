/// A scene as all formats have it: nodes in a tree, meshes with their targets, skins and materials.
///
/// Vertices keep the order of the file.
package struct SceneModel: Sendable {
  package var nodes: [SceneNode]
  package var meshes: [SceneMesh]
  package var skins: [SceneSkin]
  package var materials: [SceneMaterial]
  /// What the file says that targets show, where it does.
  package var expressions: [SceneExpression] = []
  /// Nodes that the file itself calls a bone of a human, by VRM's names ("head", "leftEye").
  package var humanBones: [String: Int] = [:]
  /// Whether the face looks along -z, as those of VRM 0.x do, so that joints nod and tilt the other way; ``uprightRotation``
  /// turns the scene about.
  package var looksBack = false
  /// What was left out or taken otherwise than the file has it, each a line for the user.
  package var remarks: [String] = []
  /// Length of the file's unit.
  package var metersPerUnit: Double
  /// The turn of the scene into one with Y up and Z out of the face, x, y, z, w.
  package var uprightRotation: SIMD4<Float>

  package init(
    nodes: [SceneNode] = [], meshes: [SceneMesh] = [], skins: [SceneSkin] = [], materials: [SceneMaterial] = [],
    metersPerUnit: Double = 1, uprightRotation: SIMD4<Float> = [0, 0, 0, 1]
  ) {
    self.nodes = nodes
    self.meshes = meshes
    self.skins = skins
    self.materials = materials
    self.metersPerUnit = metersPerUnit
    self.uprightRotation = uprightRotation
  }

  /// Weights of all targets of a node's mesh while nothing drives them, in order.
  package func restWeights(of node: Int) -> [Float] {
    guard let mesh = nodes[node].mesh else { return [] }
    guard let own = nodes[node].targetWeights else { return meshes[mesh].targets.map(\.restWeight) }
    return meshes[mesh].targets.indices.map { $0 < own.count ? own[$0] : 0 }
  }

  /// The node of that name, its case aside.
  package func node(named name: String) -> Int? {
    nodes.firstIndex { $0.name.lowercased() == name.lowercased() }
  }
}

package struct SceneNode: Sendable {
  package var name: String
  package var parent: Int?
  package var transform: SceneTransform
  package var mesh: Int?
  package var skin: Int?
  /// Whether the file gives a whole matrix instead of its parts.
  package var hasMatrix: Bool
  /// What the source file calls the node, where it uses numbers.
  package var identifier: Int64?
  /// Weights of the mesh's targets while nothing drives them, where the node says others than the mesh.
  package var targetWeights: [Float]?

  package init(
    name: String, parent: Int? = nil, transform: SceneTransform = SceneTransform(), mesh: Int? = nil, skin: Int? = nil,
    hasMatrix: Bool = false, identifier: Int64? = nil
  ) {
    self.name = name
    self.parent = parent
    self.transform = transform
    self.mesh = mesh
    self.skin = skin
    self.hasMatrix = hasMatrix
    self.identifier = identifier
  }
}

/// What binds vertices to joints.
package struct SceneSkin: Sendable {
  /// Nodes, in the order that vertices count them in.
  package var joints: [Int]
  /// From the mesh's space to each joint's, column after column.
  package var inverseBindMatrices: [SceneMatrix]

  package init(joints: [Int], inverseBindMatrices: [SceneMatrix]) {
    self.joints = joints
    self.inverseBindMatrices = inverseBindMatrices
  }
}

/// A surface: what of PBR every format can say.
package struct SceneMaterial: Sendable {
  package var name: String
  /// Red, green, blue, alpha, linear, 0…1.
  package var baseColor: SIMD4<Float>
  package var roughness: Float
  package var metallic: Float
  package var baseColorTexture: SceneTexture?
  package var transparency: Transparency
  /// Whether faces are seen from behind too.
  package var isDoubleSided = true

  /// What alpha means.
  package enum Transparency: Sendable, Equatable {
    case opaque
    /// There above the threshold, not there below it.
    case cutout(threshold: Float)
    case blended
  }

  package init(
    name: String, baseColor: SIMD4<Float> = [0.8, 0.8, 0.8, 1], roughness: Float = 0.8, metallic: Float = 0,
    baseColorTexture: SceneTexture? = nil
  ) {
    self.name = name
    self.baseColor = baseColor
    self.roughness = roughness
    self.metallic = metallic
    self.baseColorTexture = baseColorTexture
    transparency = baseColor.w < 1 ? .blended : .opaque
  }
}
