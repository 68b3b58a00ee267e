internal import Foundation

/// ``SceneModel`` → a glTF document of its own: nodes keep their numbers, targets are sparse where they move little.
///
/// A scene in other units, or lying on its side, gets a root node that puts it upright and in metres; no vertex changes.
package struct GLTFSceneWriter {
  private let model: SceneModel
  private var builder = GLTFBuilder()

  package init(_ model: SceneModel) { self.model = model }

  /// `name`: of the document, for messages.
  package mutating func document(name: String) -> GLTFDocument {
    var nodes = model.nodes.indices.map(node)
    var roots = model.nodes.indices.filter { model.nodes[$0].parent == nil }
    if model.metersPerUnit != 1 || model.uprightRotation != [0, 0, 0, 1] {
      let unit = SIMD3<Float>(repeating: Float(model.metersPerUnit))
      var root: [JSONValue.Member] = [
        .init("name", .string("upright")), .init("scale", Self.array(unit)),
        .init("children", .array(roots.map(JSONValue.integer))),
      ]
      if model.uprightRotation != [0, 0, 0, 1] { root.append(.init("rotation", Self.array(model.uprightRotation))) }
      nodes.append(.object(root))
      roots = [nodes.count - 1]
    }
    let meshes = model.meshes.indices.map { mesh($0) }
    let skins = model.skins.map { skin($0) }
    let (materials, textures, images) = surfaces()
    var json: [JSONValue.Member] = [
      .init("asset", .object([.init("version", .string("2.0")), .init("generator", .string("mien"))])),
      .init("scene", .integer(0)),
      .init("scenes", .array([.object([.init("nodes", .array(roots.map(JSONValue.integer)))])])),
      .init("nodes", .array(nodes)), .init("meshes", .array(meshes)),
    ]
    for (key, list) in [
      ("skins", skins), ("materials", materials), ("textures", textures), ("images", images),
      ("accessors", builder.layout.accessors), ("bufferViews", builder.layout.views),
    ] where !list.isEmpty { json.append(.init(key, .array(list))) }
    json.append(.init("buffers", .array([.object([.init("byteLength", .integer(builder.binary.count))])])))
    return GLTFDocument(json: .object(json), binary: builder.binary, name: name)
  }

  private static func array(_ v: SIMD3<Float>) -> JSONValue { .array((0..<3).map { .float(v[$0]) }) }
  private static func array(_ v: SIMD4<Float>) -> JSONValue { .array((0..<4).map { .float(v[$0]) }) }

  private func node(_ index: Int) -> JSONValue {
    let node = model.nodes[index]
    var members: [JSONValue.Member] = [.init("name", .string(node.name.isEmpty ? "node_\(index)" : node.name))]
    if node.transform.translation != .zero {
      members.append(.init("translation", Self.array(node.transform.translation)))
    }
    if node.transform.rotation != [0, 0, 0, 1] {
      members.append(.init("rotation", Self.array(node.transform.rotation)))
    }
    if node.transform.scale != [1, 1, 1] { members.append(.init("scale", Self.array(node.transform.scale))) }
    if let mesh = node.mesh { members.append(.init("mesh", .integer(mesh))) }
    if let skin = node.skin, node.mesh != nil { members.append(.init("skin", .integer(skin))) }
    let children = SceneTree(model.nodes).children(of: index)
    if !children.isEmpty { members.append(.init("children", .array(children.map(JSONValue.integer)))) }
    return .object(members)
  }

  // MARK: data

  private static func numbers(_ vectors: [SIMD3<Float>]) -> [Float] { vectors.flatMap { [$0.x, $0.y, $0.z] } }

  private static func bounds(_ vectors: [SIMD3<Float>]) -> GLTFLayout.Bounds {
    let first = vectors.first ?? .zero
    let (lowest, highest) = vectors.reduce((first, first)) { (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1)) }
    return (numbers([lowest]), numbers([highest]))
  }

  private mutating func addVectors(_ vectors: [SIMD3<Float>], bounded: Bool) -> Int {
    builder.addAccessor(
      floats: Self.numbers(vectors), .vector3, target: .vertices, bounds: bounded ? Self.bounds(vectors) : nil)
  }

  // MARK: meshes

  /// Readers refuse, or lose, what has no name.
  private mutating func mesh(_ number: Int) -> JSONValue {
    let mesh = model.meshes[number]
    let split = GLTFVertexSplit(mesh)
    var attributes: [JSONValue.Member] = [
      .init("POSITION", .integer(addVectors(split.sources.map { mesh.positions[$0] }, bounded: true)))
    ]
    if !split.normals.isEmpty {
      attributes.append(.init("NORMAL", .integer(addVectors(split.normals, bounded: false))))
    }
    if !split.textureCoordinates.isEmpty {
      let coordinates = split.textureCoordinates.flatMap { [$0.x, $0.y] }
      let accessor = builder.addAccessor(floats: coordinates, .vector2, target: .vertices)
      attributes.append(.init("TEXCOORD_0", .integer(accessor)))
    }
    if mesh.joints.count == mesh.positions.count, !mesh.joints.isEmpty {
      let joints = split.sources.map { mesh.joints[$0] }.withUnsafeBytes { Data($0) }
      let weights = split.sources.map { mesh.jointWeights[$0] }.withUnsafeBytes { Data($0) }
      for (name, data, component) in [
        ("JOINTS_0", joints, GLTFComponent.uint16), ("WEIGHTS_0", weights, GLTFComponent.float32),
      ] {
        let accessor = builder.addAccessor(
          data, component, .vector4, count: split.sources.count, target: .vertices)
        attributes.append(.init(name, .integer(accessor)))
      }
    }
    let copies = Self.copies(split.sources, vertexCount: mesh.positions.count)
    let targets = mesh.targets.map { target(of: $0, copies, vertexCount: split.sources.count) }
    var primitives = faces(of: mesh, split).map { material, corners in
      primitive(attributes, targets, material: material, corners)
    }
    if primitives.isEmpty { primitives = [points(attributes, targets)] }
    var members: [JSONValue.Member] = [
      .init("name", .string(mesh.name.isEmpty ? "mesh_\(number)" : mesh.name)), .init("primitives", .array(primitives)),
    ]
    if !targets.isEmpty {
      members.append(.init("weights", .array(mesh.targets.map { .float($0.restWeight) })))
      let names = JSONValue.array(
        mesh.targets.enumerated().map { .string($1.name.isEmpty ? "target_\($0)" : $1.name) })
      members.append(.init("extras", .object([.init("targetNames", names)])))
    }
    return .object(members)
  }

  /// glTF's vertices of each vertex of the mesh.
  private static func copies(_ sources: [Int], vertexCount: Int) -> [[UInt32]] {
    var copies = [[UInt32]](repeating: [], count: vertexCount)
    for (vertex, source) in sources.enumerated() { copies[source].append(UInt32(vertex)) }
    return copies
  }

  private mutating func target(of target: MorphTarget, _ copies: [[UInt32]], vertexCount: Int) -> JSONValue {
    var moved: [(vertex: UInt32, shift: SIMD3<Float>, turn: SIMD3<Float>)] = []
    let hasNormals = !target.normalDisplacements.isEmpty
    for (row, vertex) in target.indices.enumerated() {
      for copy in copies[Int(vertex)] {
        moved.append((copy, target.displacements[row], hasNormals ? target.normalDisplacements[row] : .zero))
      }
    }
    moved.sort { $0.vertex < $1.vertex }
    let places = moved.map(\.vertex)
    var members: [JSONValue.Member] = [
      .init("POSITION", .integer(addSparse(places, moved.map(\.shift), vertexCount: vertexCount, bounded: true)))
    ]
    if hasNormals {
      members.append(
        .init("NORMAL", .integer(addSparse(places, moved.map(\.turn), vertexCount: vertexCount, bounded: false))))
    }
    return .object(members)
  }

  private mutating func addSparse(
    _ places: [UInt32], _ values: [SIMD3<Float>], vertexCount: Int, bounded: Bool
  ) -> Int {
    guard places.count < vertexCount / 2, !places.isEmpty else {
      var dense = [SIMD3<Float>](repeating: .zero, count: vertexCount)
      for (place, value) in zip(places, values) { dense[Int(place)] = value }
      return addVectors(dense, bounded: bounded)
    }
    return builder.addSparseAccessor(
      places: places, floats: Self.numbers(values), .vector3, count: vertexCount,
      bounds: bounded ? Self.bounds(values + [.zero]) : nil)
  }

  /// Triangles of each material, polygons as fans.
  private func faces(of mesh: SceneMesh, _ split: GLTFVertexSplit) -> [(material: Int, corners: [UInt32])] {
    var byMaterial: [Int: [UInt32]] = [:]
    var start = 0
    for (face, size) in mesh.faceSizes.enumerated() {
      let material = face < mesh.faceMaterials.count ? mesh.faceMaterials[face] : -1
      for corner in stride(from: 1, to: Int(size) - 1, by: 1) {
        byMaterial[material, default: []] += [
          split.corners[start], split.corners[start + corner], split.corners[start + corner + 1],
        ]
      }
      start += Int(size)
    }
    return byMaterial.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private mutating func primitive(
    _ attributes: [JSONValue.Member], _ targets: [JSONValue], material: Int, _ corners: [UInt32]
  ) -> JSONValue {
    let indices = builder.addAccessor(
      corners.withUnsafeBytes { Data($0) }, .uint32, .scalar, count: corners.count, target: .indices)
    var members: [JSONValue.Member] = [.init("attributes", .object(attributes)), .init("indices", .integer(indices))]
    if model.materials.indices.contains(material) { members.append(.init("material", .integer(material))) }
    if !targets.isEmpty { members.append(.init("targets", .array(targets))) }
    return .object(members)
  }

  /// A mesh without faces: glTF wants a part of every mesh, and has points for vertices alone.
  private func points(_ attributes: [JSONValue.Member], _ targets: [JSONValue]) -> JSONValue {
    var members: [JSONValue.Member] = [.init("attributes", .object(attributes)), .init("mode", .integer(0))]
    if !targets.isEmpty { members.append(.init("targets", .array(targets))) }
    return .object(members)
  }

  private mutating func skin(_ skin: SceneSkin) -> JSONValue {
    let numbers = skin.inverseBindMatrices.flatMap(\.columns).flatMap { [$0.x, $0.y, $0.z, $0.w] }
    let accessor = builder.addAccessor(floats: numbers, .matrix4)
    return .object([
      .init("joints", .array(skin.joints.map(JSONValue.integer))), .init("inverseBindMatrices", .integer(accessor)),
    ])
  }

  // MARK: surfaces

  private mutating func surfaces() -> (materials: [JSONValue], textures: [JSONValue], images: [JSONValue]) {
    var textures: [JSONValue] = []
    var images: [JSONValue] = []
    let materials = model.materials.map { material -> JSONValue in
      var surface: [JSONValue.Member] = [
        .init("baseColorFactor", Self.array(pointwiseMax(pointwiseMin(material.baseColor, .one), .zero))),
        .init("metallicFactor", .float(min(max(material.metallic, 0), 1))),
        .init("roughnessFactor", .float(min(max(material.roughness, 0), 1))),
      ]
      if let texture = material.baseColorTexture, let content = texture.content, let kind = Self.imageType(content) {
        let view = builder.addView(content)
        images.append(
          .object([
            .init("name", .string(texture.name)), .init("bufferView", .integer(view)), .init("mimeType", .string(kind)),
          ]))
        textures.append(.object([.init("source", .integer(images.count - 1))]))
        surface.append(.init("baseColorTexture", .object([.init("index", .integer(textures.count - 1))])))
      }
      var members: [JSONValue.Member] = [
        .init("name", .string(material.name)), .init("pbrMetallicRoughness", .object(surface)),
      ]
      if material.baseColor.w < 1 { members.append(.init("alphaMode", .string("BLEND"))) }
      return .object(members)
    }
    return (materials, textures, images)
  }

  /// glTF takes PNG and JPEG alone.
  private static func imageType(_ content: Data) -> String? {
    if content.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
    if content.starts(with: [0xFF, 0xD8]) { return "image/jpeg" }
    return nil
  }
}
