/// Vertices, faces over them, and what targets add to them.
package struct SceneMesh: Sendable {
  package var name: String
  package var positions: [SIMD3<Float>]
  /// One a corner of a face, in the order of `corners`, or empty.
  package var cornerNormals: [SIMD3<Float>]
  /// One a corner, v counted from the top as glTF does, or empty.
  package var cornerTextureCoordinates: [SIMD2<Float>]
  /// Vertices of all faces, one after the other.
  package var corners: [UInt32]
  /// Corners of each face, 3 or more.
  package var faceSizes: [UInt32]
  /// Material of each face, or empty where there is none.
  package var faceMaterials: [Int]
  package var targets: [MorphTarget]
  /// For each vertex four joints of the skin and their weights, or empty.
  package var joints: [SIMD4<UInt16>]
  package var jointWeights: [SIMD4<Float>]

  package init(name: String, positions: [SIMD3<Float>] = [], targets: [MorphTarget] = []) {
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
package struct MorphTarget: Sendable {
  package var name: String
  /// Strictly increasing.
  package var indices: [UInt32]
  package var displacements: [SIMD3<Float>]
  /// Changes of the normals at `indices`, or empty.
  package var normalDisplacements: [SIMD3<Float>]
  /// What the source file calls the channel, where it uses numbers.
  package var identifier: Int64?
  /// Its weight while nothing drives it.
  package var restWeight: Float = 0
  /// Shapes on the way to this one, by increasing weight, each between 0 and 1.
  package var inBetweens: [InBetweenShape] = []

  package init(
    name: String, indices: [UInt32] = [], displacements: [SIMD3<Float>] = [],
    normalDisplacements: [SIMD3<Float>] = [], identifier: Int64? = nil
  ) {
    self.name = name
    self.indices = indices
    self.displacements = displacements
    self.normalDisplacements = normalDisplacements
    self.identifier = identifier
  }

  /// Of vertices that move and of those whose normals turn, each by increasing index.
  init(name: String, moves: [(vertex: UInt32, shift: SIMD3<Float>)], turns: [(vertex: UInt32, shift: SIMD3<Float>)]) {
    self.init(name: name)
    guard !turns.isEmpty else {
      indices = moves.map(\.vertex)
      displacements = moves.map(\.shift)
      return
    }
    var (move, turn) = (0, 0)
    while move < moves.count || turn < turns.count {
      let vertex = min(
        move < moves.count ? moves[move].vertex : .max, turn < turns.count ? turns[turn].vertex : .max)
      indices.append(vertex)
      let isMoved = move < moves.count && moves[move].vertex == vertex
      let isTurned = turn < turns.count && turns[turn].vertex == vertex
      displacements.append(isMoved ? moves[move].shift : .zero)
      normalDisplacements.append(isTurned ? turns[turn].shift : .zero)
      if isMoved { move += 1 }
      if isTurned { turn += 1 }
    }
  }

  /// Of displacements for every vertex, those that are not nothing.
  package init(name: String, dense: [SIMD3<Float>], normals: [SIMD3<Float>] = []) {
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
