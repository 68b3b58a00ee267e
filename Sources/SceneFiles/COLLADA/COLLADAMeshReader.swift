internal import Foundation

/// A COLLADA geometry → ``SceneMesh``, with the vertices of the file in its order.
struct COLLADAMeshReader {
  let document: COLLADADocument
  let geometry: XMLElement

  /// `materials`: by the symbol that faces use.
  func mesh(materials: [String: Int]) throws(SceneError) -> SceneMesh {
    let what = "mesh '\(name)'"
    guard let source = geometry["mesh"] else { throw document.damaged(what) }
    var mesh = SceneMesh(name: name, positions: try positions())
    var hasMaterial = false
    for primitive in source.children {
      guard ["triangles", "polylist", "polygons"].contains(primitive.name) else { continue }
      let material = primitive.attributes["material"].flatMap { materials[$0] } ?? -1
      hasMaterial = hasMaterial || material >= 0
      try add(primitive, material, to: &mesh)
    }
    if !hasMaterial { mesh.faceMaterials = [] }
    if mesh.cornerNormals.count != mesh.corners.count { mesh.cornerNormals = [] }
    if mesh.cornerTextureCoordinates.count != mesh.corners.count { mesh.cornerTextureCoordinates = [] }
    return mesh
  }

  var name: String { geometry.attributes["name"] ?? geometry.attributes["id"] ?? "" }

  func positions() throws(SceneError) -> [SIMD3<Float>] {
    let vertices = geometry.at("mesh", "vertices")
    let input = document.input("POSITION", of: vertices)
    return try document.rows(document.element(input?.attributes["source"]), width: 3, "mesh '\(name)'").map {
      SIMD3($0)
    }
  }

  private func add(_ primitive: XMLElement, _ material: Int, to mesh: inout SceneMesh) throws(SceneError) {
    let what = "mesh '\(name)'"
    var offsets: [String: Int] = [:]
    var normals: [SIMD3<Float>] = []
    var coordinates: [SIMD2<Float>] = []
    var width = 0
    for input in primitive.all("input") {
      guard let semantic = input.attributes["semantic"], let offset = input.attributes["offset"].flatMap({ Int($0) }),
        (0..<64).contains(offset)
      else { throw document.damaged(what) }
      width = max(width, offset + 1)
      guard offsets[semantic] == nil else { continue }
      offsets[semantic] = offset
      let source = document.element(input.attributes["source"])
      if semantic == "NORMAL" { normals = try document.rows(source, width: 3, what).map { SIMD3($0) } }
      if semantic == "TEXCOORD" {
        coordinates = try document.rows(source, width: 2, what).map { SIMD2($0[0], 1 - $0[1]) }
      }
    }
    guard let vertex = offsets["VERTEX"] else { throw document.damaged(what) }
    for (indices, sizes) in try faces(primitive, width) {
      var place = 0
      for size in sizes {
        for _ in 0..<size {
          guard indices[place + vertex] < mesh.positions.count else { throw document.damaged(what) }
          mesh.corners.append(UInt32(indices[place + vertex]))
          if let offset = offsets["NORMAL"] {
            guard indices[place + offset] < normals.count else { throw document.damaged(what) }
            mesh.cornerNormals.append(normals[indices[place + offset]])
          }
          if let offset = offsets["TEXCOORD"] {
            guard indices[place + offset] < coordinates.count else { throw document.damaged(what) }
            mesh.cornerTextureCoordinates.append(coordinates[indices[place + offset]])
          }
          place += width
        }
        mesh.faceSizes.append(UInt32(size))
        mesh.faceMaterials.append(material)
      }
    }
  }

  /// Indices of corners, `width` each, and the corners of every face.
  private func faces(_ primitive: XMLElement, _ width: Int) throws(SceneError) -> [(indices: [Int], sizes: [Int])] {
    let what = "mesh '\(name)'"
    var found: [(indices: [Int], sizes: [Int])] = []
    for list in primitive.all("p") {
      guard let indices = list.indices, width > 0, indices.count % width == 0 else { throw document.damaged(what) }
      let corners = indices.count / width
      switch primitive.name {
      case "triangles":
        guard corners % 3 == 0 else { throw document.damaged(what) }
        found.append((indices, Array(repeating: 3, count: corners / 3)))
      case "polygons":
        guard corners >= 3 else { throw document.damaged(what) }
        found.append((indices, [corners]))
      default:
        guard let sizes = primitive["vcount"]?.indices, sizes.allSatisfy({ $0 >= 3 && $0 <= corners }),
          sizes.reduce(0, { $0 &+ $1 }) == corners
        else { throw document.damaged(what) }
        found.append((indices, sizes))
      }
    }
    return found
  }
}
