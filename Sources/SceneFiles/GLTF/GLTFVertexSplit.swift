/// One mesh's corners as glTF wants them: vertices with one normal and one texture coordinate each.
///
/// Vertices keep their numbers; those that seams part get copies behind the last one.
struct GLTFVertexSplit {
  /// The mesh's vertex behind each of glTF's.
  private(set) var sources: [Int]
  private(set) var normals: [SIMD3<Float>] = []
  private(set) var textureCoordinates: [SIMD2<Float>] = []
  /// glTF's vertex of each corner.
  private(set) var corners: [UInt32] = []

  private struct Copy: Hashable {
    let vertex: UInt32
    let normal: SIMD3<Float>
    let coordinate: SIMD2<Float>
  }

  init(_ mesh: SceneMesh) {
    let count = mesh.positions.count
    sources = Array(0..<count)
    let hasNormals = mesh.cornerNormals.count == mesh.corners.count && !mesh.corners.isEmpty
    let hasCoordinates = mesh.cornerTextureCoordinates.count == mesh.corners.count && !mesh.corners.isEmpty
    guard hasNormals || hasCoordinates else {
      corners = mesh.corners
      return
    }
    var isTaken = [Bool](repeating: false, count: count)
    var first = [Copy?](repeating: nil, count: count)
    var copies: [Copy: UInt32] = [:]
    if hasNormals { normals = [SIMD3<Float>](repeating: [0, 0, 1], count: count) }
    if hasCoordinates { textureCoordinates = [SIMD2<Float>](repeating: .zero, count: count) }
    corners.reserveCapacity(mesh.corners.count)
    for (corner, vertex) in mesh.corners.enumerated() {
      let copy = Copy(
        vertex: vertex, normal: hasNormals ? mesh.cornerNormals[corner] : .zero,
        coordinate: hasCoordinates ? mesh.cornerTextureCoordinates[corner] : .zero)
      if !isTaken[Int(vertex)] {
        isTaken[Int(vertex)] = true
        first[Int(vertex)] = copy
        if hasNormals { normals[Int(vertex)] = Self.unit(copy.normal) }
        if hasCoordinates { textureCoordinates[Int(vertex)] = copy.coordinate }
        corners.append(vertex)
      } else if first[Int(vertex)] == copy {
        corners.append(vertex)
      } else if let known = copies[copy] {
        corners.append(known)
      } else {
        let added = UInt32(sources.count)
        copies[copy] = added
        sources.append(Int(vertex))
        if hasNormals { normals.append(Self.unit(copy.normal)) }
        if hasCoordinates { textureCoordinates.append(copy.coordinate) }
        corners.append(added)
      }
    }
  }

  private static func unit(_ normal: SIMD3<Float>) -> SIMD3<Float> {
    let length = normal.length
    return length > 1e-12 && length.isFinite ? normal / length : [0, 0, 1]
  }
}
