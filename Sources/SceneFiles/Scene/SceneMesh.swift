/// Vertices, faces over them, and what targets add to them.
public struct SceneMesh: Sendable {
  public var name: String
  public var positions: [SIMD3<Float>]
  /// One a corner of a face, in the order of `corners`, or empty.
  public var cornerNormals: [SIMD3<Float>]
  /// One a corner, v counted from the top as glTF does, or empty.
  public var cornerTextureCoordinates: [SIMD2<Float>]
  /// Vertices of all faces, one after the other.
  public var corners: [UInt32]
  /// Corners of each face, 3 or more.
  public var faceSizes: [UInt32]
  /// Material of each face, or empty where there is none.
  public var faceMaterials: [Int]
  public var targets: [MorphTarget]
  /// For each vertex four joints of the skin and their weights, or empty.
  public var joints: [SIMD4<UInt16>]
  public var jointWeights: [SIMD4<Float>]

  public init(name: String, positions: [SIMD3<Float>] = [], targets: [MorphTarget] = []) {
    self.name = name
    self.positions = positions
    self.targets = targets
    cornerNormals = []
    cornerTextureCoordinates = []
    corners = []
    faceSizes = []
    faceMaterials = []
    joints = []
    jointWeights = []
  }
}

/// What a target moves: only those vertices.
public struct MorphTarget: Sendable {
  public var name: String
  /// Strictly increasing.
  public var indices: [UInt32]
  public var displacements: [SIMD3<Float>]
  /// Changes of the normals at `indices`, or empty.
  public var normalDisplacements: [SIMD3<Float>]
  /// What the source file calls the channel, where it uses numbers.
  public var identifier: Int64?

  public init(
    name: String, indices: [UInt32] = [], displacements: [SIMD3<Float>] = [],
    normalDisplacements: [SIMD3<Float>] = [], identifier: Int64? = nil
  ) {
    self.name = name
    self.indices = indices
    self.displacements = displacements
    self.normalDisplacements = normalDisplacements
    self.identifier = identifier
  }

  /// Of displacements for every vertex, those that are not nothing.
  public init(name: String, dense: [SIMD3<Float>], normals: [SIMD3<Float>] = []) {
    self.init(name: name)
    for (index, displacement) in dense.enumerated() {
      let turned = index < normals.count ? normals[index] : .zero
      guard displacement != .zero || turned != .zero else { continue }
      indices.append(UInt32(index))
      displacements.append(displacement)
      if !normals.isEmpty { normalDisplacements.append(turned) }
    }
  }
}
