/// A scene as all formats have it: nodes in a tree, meshes with their targets, skins and materials.
///
/// Vertices keep the order of the file.
public struct SceneModel: Sendable {
  public var nodes: [SceneNode]
  public var meshes: [SceneMesh]
  public var skins: [SceneSkin]
  public var materials: [SceneMaterial]
  /// What the file says that targets show, where it does.
  public var expressions: [SceneExpression] = []
  /// Length of the file's unit.
  public var metersPerUnit: Double
  /// The turn of the scene into one with Y up and Z out of the face, x, y, z, w.
  public var uprightRotation: SIMD4<Float>

  public init(
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

  /// The node of that name, its case aside.
  public func node(named name: String) -> Int? {
    nodes.firstIndex { $0.name.lowercased() == name.lowercased() }
  }
}

public struct SceneNode: Sendable {
  public var name: String
  public var parent: Int?
  public var transform: SceneTransform
  public var mesh: Int?
  public var skin: Int?
  /// Whether the file gives a whole matrix instead of its parts.
  public var hasMatrix: Bool
  /// What the source file calls the node, where it uses numbers.
  public var identifier: Int64?

  public init(
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
public struct SceneSkin: Sendable {
  /// Nodes, in the order that vertices count them in.
  public var joints: [Int]
  /// From the mesh's space to each joint's, column after column.
  public var inverseBindMatrices: [SceneMatrix]

  public init(joints: [Int], inverseBindMatrices: [SceneMatrix]) {
    self.joints = joints
    self.inverseBindMatrices = inverseBindMatrices
  }
}

/// A surface: what of PBR every format can say.
public struct SceneMaterial: Sendable {
  public var name: String
  /// Red, green, blue, alpha, linear, 0…1.
  public var baseColor: SIMD4<Float>
  public var roughness: Float
  public var metallic: Float
  public var baseColorTexture: SceneTexture?
  public var transparency: Transparency
  /// Whether faces are seen from behind too.
  public var isDoubleSided = true

  /// What alpha means.
  public enum Transparency: Sendable, Equatable {
    case opaque
    /// There above the threshold, not there below it.
    case cutout(threshold: Float)
    case blended
  }

  public init(
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
