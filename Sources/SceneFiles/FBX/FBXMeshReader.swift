internal import Files
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
  func mesh(materials: [Int], _ remarks: inout [String]) throws(SceneError) -> SceneMesh {
    var mesh = SceneMesh(name: name)
    mesh.positions = try vectors(geometry["Vertices"], "the vertices")
    try readFaces(into: &mesh)
    let normals = try layer("LayerElementNormal", "Normals", width: 3, mesh)
    if normals == nil { remarks.append(leftOut("normals")) }
    mesh.cornerNormals = (normals ?? []).map { SIMD3($0[0], $0[1], $0[2]) }
    let coordinates = try layer("LayerElementUV", "UV", width: 2, mesh)
    if coordinates == nil { remarks.append(leftOut("texture coordinates")) }
    // FBX counts v from below, glTF from above.
    mesh.cornerTextureCoordinates = (coordinates ?? []).map { SIMD2($0[0], 1 - $0[1]) }
    mesh.faceMaterials = try faceMaterials(mesh, materials)
    let edges = mesh.removeEdges()
    if edges > 0 {
      remarks.append("\(edges) loose edges of mesh '\(name)' of '\(document.name)' are no faces and are left out")
    }
    mesh.targets = try targets(vertexCount: mesh.positions.count)
    return mesh
  }

  private func leftOut(_ layer: String) -> String {
    "the \(layer) of mesh '\(name)' of '\(document.name)' are empty or do not fit its faces, and are left out"
  }

  private func numbers(_ node: FBXNode?, _ what: String) throws(SceneError) -> [Double] {
    guard let array = node?.properties.first?.array else { return [] }
    do { return try array.doubles() } catch { throw damaged(what) }
  }

  private func vectors(_ node: FBXNode?, _ what: String) throws(SceneError) -> [SIMD3<Float>] {
    let numbers = try numbers(node, what)
    guard numbers.count % 3 == 0 else { throw damaged(what) }
    return FBXNode.vectors(numbers)
  }

  private func readFaces(into mesh: inout SceneMesh) throws(SceneError) {
    let indices = try numbers(geometry["PolygonVertexIndex"], "the faces")
    mesh.corners.reserveCapacity(indices.count)
    var size: UInt32 = 0
    for index in indices {
      let isLast = index < 0
      let vertex = isLast ? -index - 1 : index
      guard let place = Int(whole: vertex), mesh.positions.indices.contains(place) else { throw damaged("the faces") }
      mesh.corners.append(UInt32(place))
      size += 1
      if isLast {
        mesh.faceSizes.append(size)
        size = 0
      }
    }
    guard size == 0 else { throw damaged("the faces") }
  }

  /// A layer's values, one a corner; empty where the mesh has no such layer, nil where it does not fit the mesh.
  /// - Throws: ``SceneError`` `.damaged` where its places are no whole numbers.
  private func layer(_ kind: String, _ values: String, width: Int, _ mesh: SceneMesh) throws(SceneError) -> [[Float]]? {
    guard let layer = geometry[kind], !mesh.corners.isEmpty else { return [] }
    let direct = try numbers(layer[values], "a layer")
    let indices = try numbers(layer[values + "Index"], "a layer")
    guard document.budget.take(mesh.corners.count, ofBytes: 48) else { throw damaged("a layer") }
    let isIndexed = layer["ReferenceInformationType"]?.properties.first?.text != "Direct" && !indices.isEmpty
    var rows: [Int]
    switch layer["MappingInformationType"]?.properties.first?.text {
    case "ByPolygonVertex": rows = Array(mesh.corners.indices)
    case "ByVertice", "ByVertex": rows = mesh.corners.map { Int($0) }
    case "ByPolygon": rows = mesh.faceSizes.enumerated().flatMap { Array(repeating: $0.offset, count: Int($0.element)) }
    case "AllSame": rows = Array(repeating: 0, count: mesh.corners.count)
    default: return []
    }
    var result: [[Float]] = []
    result.reserveCapacity(rows.count)
    for row in rows {
      var place = row
      if isIndexed {
        let stated = indices.indices.contains(row) ? indices[row] : -1
        guard let whole = Int(whole: stated) else { throw damaged("a layer") }
        place = whole
      }
      if place < 0 {
        result.append([Float](repeating: 0, count: width))
        continue
      }
      guard place < direct.count / width else { return nil }
      result.append((0..<width).map { Float(direct[place * width + $0]) })
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
      return Int(whole: index).flatMap { materials.indices.contains($0) ? materials[$0] : nil } ?? materials[0]
    }
  }

  private func targets(vertexCount: Int) throws(SceneError) -> [MorphTarget] {
    guard let identifier = geometry.objectIdentifier else { return [] }
    var targets: [MorphTarget] = []
    // A channel that several ways lead to is one target.
    var known: Set<Int64> = []
    for deformer in objects.children(of: identifier, "Deformer", "BlendShape") {
      guard let deformerIdentifier = deformer.objectIdentifier else { continue }
      for channel in objects.children(of: deformerIdentifier, "Deformer", "BlendShapeChannel") {
        guard let own = channel.objectIdentifier, known.insert(own).inserted else { continue }
        let reader = FBXTargetReader(document, objects, channel, mesh: name, vertexCount: vertexCount)
        targets.append(try reader.target())
      }
    }
    return targets
  }
}
