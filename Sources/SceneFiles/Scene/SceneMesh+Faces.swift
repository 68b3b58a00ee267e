extension SceneMesh {
  /// Takes out polygons of one or two corners, as which some tools write loose edges.
  /// - Returns: how many there were.
  mutating func removeEdges() -> Int {
    let edges = faceSizes.filter { $0 < 3 }.count
    guard edges > 0 else { return 0 }
    let all = self
    (corners, cornerNormals, cornerTextureCoordinates, faceSizes, faceMaterials) = ([], [], [], [], [])
    var start = 0
    for (face, size) in all.faceSizes.enumerated() {
      let own = start..<start + Int(size)
      start = own.upperBound
      guard size >= 3 else { continue }
      corners += all.corners[own]
      if !all.cornerNormals.isEmpty { cornerNormals += all.cornerNormals[own] }
      if !all.cornerTextureCoordinates.isEmpty { cornerTextureCoordinates += all.cornerTextureCoordinates[own] }
      faceSizes.append(size)
      if face < all.faceMaterials.count { faceMaterials.append(all.faceMaterials[face]) }
    }
    return edges
  }
}
