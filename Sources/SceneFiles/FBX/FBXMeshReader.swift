internal import Foundation

/// One FBX geometry with its normals, texture coordinates, materials and blend shapes.
struct FBXMeshReader {
  private let document: FBXDocument
  private let objects: FBXObjects
  private let geometry: FBXNode
  private let name: String

  init(_ document: FBXDocument, _ objects: FBXObjects, _ geometry: FBXNode, name: String) {
    self.document = document
    self.objects = objects
    self.geometry = geometry
    self.name = name
  }

  private func damaged(_ what: String) -> SceneError {
    SceneError(.damaged, "\(what) of mesh '\(name)' of '\(document.name)' cannot be read: export it again")
  }

  /// `materials`: the scene's numbers of the model's materials, in its order.
  func mesh(materials: [Int]) throws(SceneError) -> SceneMesh {
    var mesh = SceneMesh(name: name)
    mesh.positions = try vectors(geometry["Vertices"], "the vertices")
    try readFaces(into: &mesh)
    mesh.cornerNormals = try layer("LayerElementNormal", "Normals", width: 3, mesh).map { SIMD3($0[0], $0[1], $0[2]) }
    // FBX counts v from below, glTF from above.
    mesh.cornerTextureCoordinates = try layer("LayerElementUV", "UV", width: 2, mesh).map { SIMD2($0[0], 1 - $0[1]) }
    mesh.faceMaterials = try faceMaterials(mesh, materials)
    mesh.targets = try targets(vertexCount: mesh.positions.count)
    return mesh
  }

  private func numbers(_ node: FBXNode?, _ what: String) throws(SceneError) -> [Double] {
    guard let array = node?.properties.first?.array else { return [] }
    do { return try array.doubles() } catch { throw damaged(what) }
  }

  private func vectors(_ node: FBXNode?, _ what: String) throws(SceneError) -> [SIMD3<Float>] {
    let numbers = try numbers(node, what)
    guard numbers.count % 3 == 0 else { throw damaged(what) }
    return stride(from: 0, to: numbers.count, by: 3).map {
      SIMD3(Float(numbers[$0]), Float(numbers[$0 + 1]), Float(numbers[$0 + 2]))
    }
  }

  private func readFaces(into mesh: inout SceneMesh) throws(SceneError) {
    let indices = try numbers(geometry["PolygonVertexIndex"], "the faces")
    mesh.corners.reserveCapacity(indices.count)
    var size: UInt32 = 0
    for index in indices {
      let isLast = index < 0
      let vertex = isLast ? -index - 1 : index
      guard vertex < Double(mesh.positions.count) else { throw damaged("the faces") }
      mesh.corners.append(UInt32(vertex))
      size += 1
      if isLast {
        mesh.faceSizes.append(size)
        size = 0
      }
    }
    guard size == 0 else { throw damaged("the faces") }
  }

  /// A layer's values, one a corner; empty where the mesh has no such layer.
  private func layer(_ kind: String, _ values: String, width: Int, _ mesh: SceneMesh) throws(SceneError) -> [[Float]] {
    guard let layer = geometry[kind] else { return [] }
    let direct = try numbers(layer[values], "a layer")
    let indices = try numbers(layer[values + "Index"], "a layer")
    let isIndexed = layer["ReferenceInformationType"]?.properties.first?.text != "Direct" && !indices.isEmpty
    func value(_ row: Int) throws(SceneError) -> [Float] {
      var place = row
      if isIndexed {
        guard indices.indices.contains(row), indices[row] >= 0 else { return [Float](repeating: 0, count: width) }
        place = Int(indices[row])
      }
      guard place < direct.count / width else { throw damaged("a layer") }
      return (0..<width).map { Float(direct[place * width + $0]) }
    }
    var result: [[Float]] = []
    result.reserveCapacity(mesh.corners.count)
    switch layer["MappingInformationType"]?.properties.first?.text {
    case "ByPolygonVertex": for corner in mesh.corners.indices { result.append(try value(corner)) }
    case "ByVertice", "ByVertex": for vertex in mesh.corners { result.append(try value(Int(vertex))) }
    case "ByPolygon":
      for (face, size) in mesh.faceSizes.enumerated() {
        let row = try value(face)
        for _ in 0..<size { result.append(row) }
      }
    case "AllSame":
      let row = try value(0)
      result = [[Float]](repeating: row, count: mesh.corners.count)
    default: return []
    }
    return result
  }

  private func faceMaterials(_ mesh: SceneMesh, _ materials: [Int]) throws(SceneError) -> [Int] {
    guard !materials.isEmpty else { return [] }
    let layer = geometry["LayerElementMaterial"]
    let stated = try numbers(layer?["Materials"], "the materials")
    let isByFace = layer?["MappingInformationType"]?.properties.first?.text == "ByPolygon"
    return mesh.faceSizes.indices.map { face in
      let index = isByFace ? (face < stated.count ? stated[face] : 0) : (stated.first ?? 0)
      return index >= 0 && index < Double(materials.count) ? materials[Int(index)] : materials[0]
    }
  }

  private func targets(vertexCount: Int) throws(SceneError) -> [MorphTarget] {
    var targets: [MorphTarget] = []
    guard let identifier = geometry.objectIdentifier else { return [] }
    for deformer in objects.children(of: identifier, "Deformer", "BlendShape") {
      guard let deformerIdentifier = deformer.objectIdentifier else { continue }
      for channel in objects.children(of: deformerIdentifier, "Deformer", "BlendShapeChannel") {
        targets.append(try target(channel, vertexCount: vertexCount))
      }
    }
    return targets
  }

  /// Of a channel's shapes the one at the greatest weight counts; shapes on the way to it are left out.
  private func target(_ channel: FBXNode, vertexCount: Int) throws(SceneError) -> MorphTarget {
    var target = MorphTarget(name: channel.objectName, identifier: channel.objectIdentifier)
    let shapes = objects.children(of: channel.objectIdentifier ?? 0, "Geometry", "Shape")
    let weights = try numbers(channel["FullWeights"], "target '\(target.name)'")
    let greatest = weights.indices.max { weights[$0] < weights[$1] }
    guard let shape = greatest.flatMap({ shapes.indices.contains($0) ? shapes[$0] : nil }) ?? shapes.last else {
      return target
    }
    let what = "target '\(target.name)'"
    let places = try numbers(shape["Indexes"], what)
    let moved = try vectors(shape["Vertices"], what)
    let turned = try vectors(shape["Normals"], what)
    guard places.count == moved.count, places.allSatisfy({ $0 >= 0 && $0 < Double(vertexCount) }) else {
      throw SceneError(
        .damaged,
        "\(what) of mesh '\(name)' of '\(document.name)' moves \(moved.count) vertices by \(places.count) numbers of a mesh of \(vertexCount): export it again"
      )
    }
    let hasNormals = turned.count == places.count && turned.contains { $0 != .zero }
    for row in places.indices.sorted(by: { places[$0] < places[$1] }) {
      let vertex = UInt32(places[row])
      if target.indices.last == vertex { continue }
      guard moved[row] != .zero || (hasNormals && turned[row] != .zero) else { continue }
      target.indices.append(vertex)
      target.displacements.append(moved[row])
      if hasNormals { target.normalDisplacements.append(turned[row]) }
    }
    return target
  }
}
