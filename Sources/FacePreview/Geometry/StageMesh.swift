internal import FaceRig
internal import SceneFiles

/// A rig's scene as it is drawn: all its meshes as one list of vertices and triangles.
///
/// A shading vertex is a place with a normal of its own: faces that share it are smooth across it. Several shading
/// vertices may lie on one source vertex (a hard edge), and one may stand for several (the seam of a texture).
struct StageMesh: Sendable {
  /// A mesh in the scene; its source vertices are `vertices` of the list.
  struct Instance: Sendable {
    let node: Int
    let mesh: Int
    let skin: Int?
    let vertices: Range<Int>
  }

  private(set) var instances: [Instance] = []
  /// In each mesh's own space.
  private(set) var restPositions: [SIMD4<Float>] = []
  /// Of every shading vertex.
  private(set) var sourceVertices: [UInt32] = []
  /// Three shading vertices a triangle.
  private(set) var corners: [UInt32] = []
  private(set) var triangleSurfaces: [UInt16] = []
  /// Three a triangle, v from the top; empty where no surface has a texture.
  private(set) var textureCoordinates: [SIMD2<Float>] = []
  /// What the file's normals add to those of the resting geometry, in each mesh's own space.
  private(set) var normalOffsets: [SIMD4<Float>] = []

  var triangleCount: Int { triangleSurfaces.count }

  /// `surface`: number of a material's surface; faces without a material have −1.
  init(_ scene: SceneModel, surface: (Int) -> Int) {
    let isTextured = scene.meshes.contains { !$0.cornerTextureCoordinates.isEmpty }
    var authored: [SIMD4<Float>] = []
    for (node, content) in scene.nodes.enumerated() {
      guard let number = content.mesh else { continue }
      let mesh = scene.meshes[number]
      let first = restPositions.count
      restPositions += mesh.positions.map { SIMD4($0) }
      instances.append(
        Instance(node: node, mesh: number, skin: content.skin, vertices: first..<restPositions.count))
      var places: [ShadingPlace: UInt32] = [:]
      var corner = 0
      for (face, size) in mesh.faceSizes.enumerated() {
        let size = Int(size)
        let all = (corner..<corner + size).map { corner -> UInt32 in
          let vertex = Int(mesh.corners[corner])
          let normal = mesh.cornerNormals.isEmpty ? SIMD3<Float>.zero : mesh.cornerNormals[corner]
          let place = ShadingPlace(mesh.positions[vertex], normal)
          if let known = places[place] { return known }
          let new = UInt32(sourceVertices.count)
          places[place] = new
          sourceVertices.append(UInt32(first + vertex))
          authored.append(SIMD4(normal))
          return new
        }
        let material = mesh.faceMaterials.isEmpty ? -1 : mesh.faceMaterials[face]
        for second in 1..<max(size - 1, 1) where size >= 3 {
          corners += [all[0], all[second], all[second + 1]]
          triangleSurfaces.append(UInt16(clamping: surface(material)))
          guard isTextured else { continue }
          let uv = mesh.cornerTextureCoordinates
          textureCoordinates += [0, second, second + 1].map { uv.isEmpty ? .zero : uv[corner + $0] }
        }
        corner += size
      }
    }
    normalOffsets = offsets(of: authored)
  }

  /// Of each shading vertex, a surface that it is part of.
  var vertexSurfaces: [UInt16] {
    var found = [UInt16](repeating: 0, count: sourceVertices.count)
    for triangle in 0..<triangleCount {
      for corner in 3 * triangle..<3 * triangle + 3 { found[Int(corners[corner])] = triangleSurfaces[triangle] }
    }
    return found
  }

  private func offsets(of authored: [SIMD4<Float>]) -> [SIMD4<Float>] {
    var smooth = [SIMD4<Float>](repeating: .zero, count: sourceVertices.count)
    for triangle in 0..<triangleCount {
      let (a, b, c) = (Int(corners[3 * triangle]), Int(corners[3 * triangle + 1]), Int(corners[3 * triangle + 2]))
      let origin = restPositions[Int(sourceVertices[a])]
      let face = (restPositions[Int(sourceVertices[b])] - origin).cross3(
        restPositions[Int(sourceVertices[c])] - origin)
      smooth[a] += face
      smooth[b] += face
      smooth[c] += face
    }
    return zip(authored, smooth).map { authored, smooth in
      let size = authored.length3
      guard size > 0.1, size < 10 else { return .zero }
      let offset = authored.unit3 - smooth.unit3
      return offset.length3 < Self.leastOffset ? .zero : offset
    }
  }

  /// Below this a file's normals are those of the geometry.
  private static let leastOffset: Float = 0.02
}

/// A place and a direction, alike enough to be one.
private struct ShadingPlace: Hashable {
  private let position: SIMD3<Float>
  private let normal: SIMD3<Int8>

  init(_ position: SIMD3<Float>, _ normal: SIMD3<Float>) {
    self.position = position + SIMD3<Float>.zero  // −0 and 0 are one place
    func step(_ value: Float) -> Int8 { value.isFinite ? Int8((max(-1, min(1, value)) * 48).rounded()) : 0 }
    self.normal = SIMD3(step(normal.x), step(normal.y), step(normal.z))
  }
}
