internal import Foundation

/// ``SceneModel`` → a glTF document of its own: nodes keep their numbers, targets are sparse where they move little.
///
/// A scene in other units, or lying on its side, gets a root node that puts it upright and in metres; no vertex changes.
public struct GLTFSceneWriter {
  private let model: SceneModel
  private var binary = Data()
  private var views: [JSONValue] = []
  private var accessors: [JSONValue] = []

  public init(_ model: SceneModel) { self.model = model }

  /// `name`: of the document, for messages.
  public mutating func document(name: String) -> GLTFDocument {
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
    let meshes = model.meshes.map { mesh($0) }
    let skins = model.skins.map { skin($0) }
    let (materials, textures, images) = surfaces()
    var json: [JSONValue.Member] = [
      .init("asset", .object([.init("version", .string("2.0")), .init("generator", .string("mien"))])),
      .init("scene", .integer(0)),
      .init("scenes", .array([.object([.init("nodes", .array(roots.map(JSONValue.integer)))])])),
      .init("nodes", .array(nodes)), .init("meshes", .array(meshes)),
    ]
    for (key, list) in [
      ("skins", skins), ("materials", materials), ("textures", textures), ("images", images), ("accessors", accessors),
      ("bufferViews", views),
    ] where !list.isEmpty { json.append(.init(key, .array(list))) }
    json.append(.init("buffers", .array([.object([.init("byteLength", .integer(binary.count))])])))
    return GLTFDocument(json: .object(json), binary: binary, name: name)
  }

  private static func array(_ v: SIMD3<Float>) -> JSONValue { .array((0..<3).map { .float(v[$0]) }) }
  private static func array(_ v: SIMD4<Float>) -> JSONValue { .array((0..<4).map { .float(v[$0]) }) }

  private func node(_ index: Int) -> JSONValue {
    let node = model.nodes[index]
    var members: [JSONValue.Member] = [.init("name", .string(node.name))]
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

  private mutating func addView(_ data: Data, target: Int? = nil) -> Int {
    binary.append(Data(count: (4 - binary.count % 4) % 4))
    var view: [JSONValue.Member] = [
      .init("buffer", .integer(0)), .init("byteOffset", .integer(binary.count)),
      .init("byteLength", .integer(data.count)),
    ]
    if let target { view.append(.init("target", .integer(target))) }
    views.append(.object(view))
    binary.append(data)
    return views.count - 1
  }

  private mutating func addAccessor(
    _ view: Int, component: Int, count: Int, type: String, bounds: (lowest: SIMD3<Float>, highest: SIMD3<Float>)? = nil
  ) -> Int {
    var accessor: [JSONValue.Member] = [
      .init("bufferView", .integer(view)), .init("componentType", .integer(component)), .init("count", .integer(count)),
      .init("type", .string(type)),
    ]
    if let bounds {
      accessor.append(.init("min", Self.array(bounds.lowest)))
      accessor.append(.init("max", Self.array(bounds.highest)))
    }
    accessors.append(.object(accessor))
    return accessors.count - 1
  }

  private static let float32 = 5126
  private static let uint32 = 5125
  private static let uint16 = 5123
  private static let vertexView = 34962
  private static let indexView = 34963

  private static func packed(_ vectors: [SIMD3<Float>]) -> Data {
    var data = Data(capacity: 12 * vectors.count)
    for vector in vectors {
      for axis in 0..<3 { withUnsafeBytes(of: vector[axis].bitPattern.littleEndian) { data.append(contentsOf: $0) } }
    }
    return data
  }

  private static func bounds(_ vectors: [SIMD3<Float>]) -> (lowest: SIMD3<Float>, highest: SIMD3<Float>) {
    guard let first = vectors.first else { return (.zero, .zero) }
    return vectors.reduce((first, first)) { (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1)) }
  }

  private mutating func addVectors(_ vectors: [SIMD3<Float>], bounded: Bool) -> Int {
    addAccessor(
      addView(Self.packed(vectors), target: Self.vertexView), component: Self.float32, count: vectors.count,
      type: "VEC3", bounds: bounded ? Self.bounds(vectors) : nil)
  }

  // MARK: meshes

  private mutating func mesh(_ mesh: SceneMesh) -> JSONValue {
    let split = GLTFVertexSplit(mesh)
    var attributes: [JSONValue.Member] = [
      .init("POSITION", .integer(addVectors(split.sources.map { mesh.positions[$0] }, bounded: true)))
    ]
    if !split.normals.isEmpty {
      attributes.append(.init("NORMAL", .integer(addVectors(split.normals, bounded: false))))
    }
    if !split.textureCoordinates.isEmpty {
      let data = split.textureCoordinates.withUnsafeBytes { Data($0) }
      let accessor = addAccessor(
        addView(data, target: Self.vertexView), component: Self.float32, count: split.sources.count, type: "VEC2")
      attributes.append(.init("TEXCOORD_0", .integer(accessor)))
    }
    if mesh.joints.count == mesh.positions.count, !mesh.joints.isEmpty {
      let joints = split.sources.map { mesh.joints[$0] }.withUnsafeBytes { Data($0) }
      let weights = split.sources.map { mesh.jointWeights[$0] }.withUnsafeBytes { Data($0) }
      for (name, data, component) in [("JOINTS_0", joints, Self.uint16), ("WEIGHTS_0", weights, Self.float32)] {
        let accessor = addAccessor(
          addView(data, target: Self.vertexView), component: component, count: split.sources.count, type: "VEC4")
        attributes.append(.init(name, .integer(accessor)))
      }
    }
    let copies = Self.copies(split.sources, vertexCount: mesh.positions.count)
    let targets = mesh.targets.map { target(of: $0, copies, vertexCount: split.sources.count) }
    let primitives = faces(of: mesh, split).map { material, corners in
      primitive(attributes, targets, material: material, corners)
    }
    var members: [JSONValue.Member] = [.init("name", .string(mesh.name)), .init("primitives", .array(primitives))]
    if !targets.isEmpty {
      members.append(.init("weights", .array(targets.map { _ in .integer(0) })))
      let names = JSONValue.array(mesh.targets.map { .string($0.name) })
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
    let indices = addView(places.withUnsafeBytes { Data($0) })
    let changed = addView(Self.packed(values))
    let sparse = JSONValue.object([
      .init("count", .integer(places.count)),
      .init(
        "indices", .object([.init("bufferView", .integer(indices)), .init("componentType", .integer(Self.uint32))])),
      .init("values", .object([.init("bufferView", .integer(changed))])),
    ])
    var accessor: [JSONValue.Member] = [
      .init("componentType", .integer(Self.float32)), .init("count", .integer(vertexCount)),
      .init("type", .string("VEC3")), .init("sparse", sparse),
    ]
    if bounded {
      let bounds = Self.bounds(values + [.zero])
      accessor.append(.init("min", Self.array(bounds.lowest)))
      accessor.append(.init("max", Self.array(bounds.highest)))
    }
    accessors.append(.object(accessor))
    return accessors.count - 1
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
    let indices = addAccessor(
      addView(corners.withUnsafeBytes { Data($0) }, target: Self.indexView), component: Self.uint32,
      count: corners.count, type: "SCALAR")
    var members: [JSONValue.Member] = [.init("attributes", .object(attributes)), .init("indices", .integer(indices))]
    if model.materials.indices.contains(material) { members.append(.init("material", .integer(material))) }
    if !targets.isEmpty { members.append(.init("targets", .array(targets))) }
    return .object(members)
  }

  private mutating func skin(_ skin: SceneSkin) -> JSONValue {
    var data = Data()
    for matrix in skin.inverseBindMatrices {
      for column in matrix.columns {
        for row in 0..<4 { withUnsafeBytes(of: column[row].bitPattern.littleEndian) { data.append(contentsOf: $0) } }
      }
    }
    let accessor = addAccessor(addView(data), component: Self.float32, count: skin.joints.count, type: "MAT4")
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
        let view = addView(content)
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
