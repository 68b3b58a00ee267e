/// What holds of a scene of any format before it is used.
extension SceneModel {
  /// Takes meshes without faces out of their nodes, where others have a face's targets: there is nothing of them to see, and
  /// some formats cannot hold them.
  /// - Parameter keepsNumbers: whether other meshes keep their numbers, by which the file's own animations know them.
  package mutating func leaveOutFaceless(of file: String, keepsNumbers: Bool) {
    let worn = Set(nodes.compactMap(\.mesh))
    let faceless = worn.filter { meshes[$0].faceSizes.isEmpty }
    guard !faceless.isEmpty, worn.contains(where: { !faceless.contains($0) && !meshes[$0].targets.isEmpty }) else {
      return
    }
    for mesh in faceless.sorted() {
      remarks.append("mesh '\(meshes[mesh].name)' of '\(file)' has no faces and is left out")
    }
    for node in nodes.indices where nodes[node].mesh.map(faceless.contains) ?? false {
      (nodes[node].mesh, nodes[node].skin, nodes[node].targetWeights) = (nil, nil, nil)
    }
    guard !keepsNumbers else { return }
    let kept = meshes.indices.filter { !faceless.contains($0) }
    let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    meshes = kept.map { meshes[$0] }
    for node in nodes.indices { nodes[node].mesh = nodes[node].mesh.flatMap { places[$0] } }
  }

  /// - Throws: ``SceneError`` `.damaged` with the mesh that has a vertex, or the target that has a movement, that is no number.
  package func checkNumbers(of file: String) throws(SceneError) {
    func isNumber(_ v: SIMD3<Float>) -> Bool { v.x.isFinite && v.y.isFinite && v.z.isFinite }
    for mesh in meshes {
      guard mesh.positions.allSatisfy(isNumber) else {
        throw SceneError(
          .damaged, "mesh '\(mesh.name)' of '\(file)' has a vertex whose place is no number: export it again")
      }
      for target in mesh.targets {
        guard target.displacements.allSatisfy(isNumber),
          target.inBetweens.allSatisfy({ $0.displacements.allSatisfy(isNumber) })
        else {
          throw SceneError(
            .damaged,
            "target '\(target.name)' of mesh '\(mesh.name)' of '\(file)' moves a vertex by what is no number: export it again"
          )
        }
      }
    }
  }
}
