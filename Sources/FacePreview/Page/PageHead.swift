internal import FaceRig
internal import Foundation
internal import SceneFiles

/// A head as a page's script draws it: plain arrays, base64, little-endian.
struct PageHead: Encodable {
  struct Target: Encodable {
    let name: String
    /// Source vertices, UInt32.
    let indices: String
    /// Int16 triples, times `scale`.
    let displacements: String
    let scale: Float
  }

  struct Group: Encodable {
    let surface: Int
    let first: Int
    let count: Int
  }

  struct PageSurface: Encodable {
    let color: [Float]
    let wrap: [Float]
    let bleed: [Float]
    let sharpness: Int
    let highlight: Float
    let sheen: Float
    let occlusionShare: Float
    let isBlended: Bool
    let isDoubleSided: Bool
    let threshold: Float
    /// Number of its picture.
    let picture: Int?
  }

  /// Float32 triples in each mesh's own space.
  let positions: String
  /// Of every source vertex: four matrices (UInt16) and their shares (Float32).
  let matrices: String
  let matrixShares: String
  let targets: [Target]
  /// Drawn vertices: their shading vertex (UInt32), texture coordinates (Float32 pairs, or empty).
  let drawn: String
  let textureCoordinates: String
  /// Shading vertices: their source vertex (UInt32) and light shares (UInt8 quadruples).
  let shading: String
  let exposure: String
  /// Drawn vertices of triangles (UInt32), by surface.
  let triangles: String
  let groups: [Group]
  let surfaces: [PageSurface]
  /// As data URIs.
  let pictures: [String]

  init(_ stage: HeadStage) {
    let mesh = stage.geometry.mesh
    positions = Self.encoded(mesh.restPositions.flatMap { [$0.x, $0.y, $0.z] })
    let rack = MatrixRack(stage)
    matrices = Self.encoded(rack.numbers.flatMap { [$0.x, $0.y, $0.z, $0.w] })
    matrixShares = Self.encoded(rack.shares.flatMap { [$0.x, $0.y, $0.z, $0.w] })
    targets = zip(mesh.instances, stage.geometry.targets).flatMap { instance, targets in
      targets.enumerated().map { Self.target($0.element, name: "\($0.offset)", first: instance.vertices.lowerBound) }
    }
    shading = Self.encoded(mesh.sourceVertices)
    exposure = Self.encoded(
      stage.exposure.shares.flatMap { share in
        (0..<4).map { UInt8(max(0, min(255, share[$0] * 255))) }
      })
    let (drawn, coordinates, corners) = Self.drawnVertices(mesh)
    self.drawn = Self.encoded(drawn)
    textureCoordinates = Self.encoded(coordinates.flatMap { [$0.x, $0.y] })
    var ordered: [UInt32] = []
    var groups: [Group] = []
    for surface in stage.surfaces.indices {
      let first = ordered.count
      for triangle in 0..<mesh.triangleCount where Int(mesh.triangleSurfaces[triangle]) == surface {
        ordered += corners[3 * triangle..<3 * triangle + 3]
      }
      if ordered.count > first { groups.append(Group(surface: surface, first: first, count: ordered.count - first)) }
    }
    triangles = Self.encoded(ordered)
    self.groups = groups
    var pictures: [Data] = []
    surfaces = zip(stage.surfaces, stage.rig.scene.materials.map(\.baseColorTexture) + [nil]).map { surface, texture in
      let threshold: Float = if case .cutout(let threshold) = surface.layer { threshold } else { 0 }
      let content = surface.texture == nil ? nil : texture?.content
      let picture = content.map { content -> Int in
        if let known = pictures.firstIndex(of: content) { return known }
        pictures.append(content)
        return pictures.count - 1
      }
      return PageSurface(
        color: [surface.color.x, surface.color.y, surface.color.z, surface.color.w],
        wrap: [surface.wrap.x, surface.wrap.y, surface.wrap.z],
        bleed: [surface.bleed.x, surface.bleed.y, surface.bleed.z], sharpness: surface.sharpness - 2,
        highlight: surface.highlight, sheen: surface.sheen, occlusionShare: surface.occlusionShare,
        isBlended: surface.layer == .blended, isDoubleSided: surface.isDoubleSided, threshold: threshold,
        picture: picture)
    }
    self.pictures = pictures.map { content in
      "data:image/\(content.first == 0xFF ? "jpeg" : "png");base64,\(content.base64EncodedString())"
    }
  }

  private static func target(_ target: HeadGeometry.SparseTarget, name: String, first: Int) -> Target {
    let most = target.displacements.map { max($0.x.magnitude, $0.y.magnitude, $0.z.magnitude) }.max() ?? 0
    let scale = max(most, 1e-12) / 32767
    let steps = target.displacements.flatMap { move in
      [move.x, move.y, move.z].map { Int16(max(-32767, min(32767, ($0 / scale).rounded()))) }
    }
    return Target(
      name: name, indices: encoded(target.indices.map { $0 + UInt32(first) }), displacements: encoded(steps),
      scale: scale)
  }

  /// A shading vertex is drawn once for each place on its texture.
  private static func drawnVertices(_ mesh: StageMesh) -> ([UInt32], [SIMD2<Float>], corners: [UInt32]) {
    guard !mesh.textureCoordinates.isEmpty else {
      return (Array(0..<UInt32(mesh.sourceVertices.count)), [], mesh.corners)
    }
    struct Key: Hashable {
      let vertex: UInt32
      let place: SIMD2<Float>
    }
    var numbers: [Key: UInt32] = [:]
    var (drawn, coordinates, corners): ([UInt32], [SIMD2<Float>], [UInt32]) = ([], [], [])
    for (vertex, place) in zip(mesh.corners, mesh.textureCoordinates) {
      let key = Key(vertex: vertex, place: place)
      if numbers[key] == nil {
        numbers[key] = UInt32(drawn.count)
        drawn.append(vertex)
        coordinates.append(place)
      }
      corners.append(numbers[key]!)
    }
    return (drawn, coordinates, corners)
  }

  static func encoded<Number: BitwiseCopyable>(_ numbers: [Number]) -> String {
    numbers.withUnsafeBytes { Data($0).base64EncodedString() }
  }
}
