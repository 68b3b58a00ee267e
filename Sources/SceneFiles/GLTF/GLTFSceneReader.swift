internal import Files
internal import Foundation

/// glTF → ``SceneModel``. Nodes and meshes keep their numbers; the primitives of a mesh become one mesh.
package struct GLTFSceneReader {
  private let document: GLTFDocument
  private let accessors: GLTFAccessors

  package init(_ document: GLTFDocument) {
    self.document = document
    accessors = GLTFAccessors(document)
  }

  /// - Throws: ``SceneError`` `.damaged` with what cannot be read.
  package func model() throws(SceneError) -> SceneModel {
    let nodes = try readNodes()
    var meshes: [SceneMesh] = []
    var remarks: [String] = []
    for (index, mesh) in (document.json["meshes"]?.elements ?? []).enumerated() {
      meshes.append(try read(mesh, index: index, &remarks))
    }
    var model = SceneModel(
      nodes: nodes, meshes: meshes, skins: try readSkins(nodes.count), materials: readMaterials())
    model.expressions = GLTFExpressionReader(json: document.json).expressions
    model.humanBones = GLTFHumanoidReader(json: document.json).bones
    model.remarks = remarks
    let extensions = document.json["extensions"]
    if extensions?["VRM"] != nil, extensions?["VRMC_vrm"] == nil {
      // VRM 0.x: "avatars look along -z"; 1.0 turned them about.
      model.looksBack = true
      model.uprightRotation = [0, 1, 0, 0]
    }
    return model
  }

  private func damaged(_ what: String) -> SceneError {
    SceneError(.damaged, "\(what) of '\(document.name)' cannot be read: export it again")
  }

  private func readNodes() throws(SceneError) -> [SceneNode] {
    let all = document.json["nodes"]?.elements ?? []
    let meshCount = document.json["meshes"]?.elements.count ?? 0
    var nodes: [SceneNode] = []
    for (index, node) in all.enumerated() {
      let mesh = node["mesh"]?.integer
      if let mesh, !(0..<meshCount).contains(mesh) {
        throw SceneError(
          .damaged, "node \(index) of '\(document.name)' uses mesh \(mesh) of \(meshCount): export it again")
      }
      let skinCount = document.json["skins"]?.elements.count ?? 0
      if let skin = node["skin"]?.integer, !(0..<skinCount).contains(skin) {
        throw SceneError(
          .damaged, "node \(index) of '\(document.name)' uses skin \(skin) of \(skinCount): export it again")
      }
      let matrix = SceneMatrix(numbers(node["matrix"]))
      var read = SceneNode(
        name: node["name"]?.text ?? "", transform: matrix.map(SceneTransform.init) ?? transform(of: node), mesh: mesh,
        skin: node["skin"]?.integer, hasMatrix: matrix != nil)
      if node["weights"] != nil { read.targetWeights = weights(node["weights"]) }
      nodes.append(read)
    }
    for (parent, node) in all.enumerated() {
      for child in node["children"]?.elements ?? [] {
        guard let child = child.integer, nodes.indices.contains(child) else { continue }
        nodes[child].parent = parent
      }
    }
    guard SceneTree(nodes).isTree else { throw damaged("the tree of nodes") }
    return nodes
  }

  private func numbers(_ value: JSONValue?) -> [Float] {
    value?.elements.compactMap { $0.double.map { Float($0) } } ?? []
  }

  /// Resting weights of targets; 0 for what is no number.
  private func weights(_ value: JSONValue?) -> [Float] {
    (value?.elements ?? []).map { $0.double.map { Float($0) } ?? 0 }.map { $0.isFinite ? $0 : 0 }
  }

  private func transform(of node: JSONValue) -> SceneTransform {
    var transform = SceneTransform()
    let (shift, turn, scale) = (numbers(node["translation"]), numbers(node["rotation"]), numbers(node["scale"]))
    if shift.count == 3 { transform.translation = SIMD3(shift) }
    if turn.count == 4 { transform.rotation = SIMD4(turn) }
    if scale.count == 3 { transform.scale = SIMD3(scale) }
    return transform
  }

  private func readSkins(_ nodeCount: Int) throws(SceneError) -> [SceneSkin] {
    var skins: [SceneSkin] = []
    for (index, skin) in (document.json["skins"]?.elements ?? []).enumerated() {
      let joints = (skin["joints"]?.elements ?? []).compactMap(\.integer)
      guard joints.allSatisfy({ (0..<nodeCount).contains($0) }) else { throw damaged("skin \(index)") }
      var matrices = [SceneMatrix](repeating: .identity, count: joints.count)
      if let accessor = skin["inverseBindMatrices"]?.integer {
        guard let numbers = accessors.floats(accessor, .matrix4), numbers.count >= 16 * joints.count else {
          throw damaged("skin \(index)")
        }
        matrices = joints.indices.compactMap { SceneMatrix(numbers[16 * $0..<16 * ($0 + 1)]) }
      }
      skins.append(SceneSkin(joints: joints, inverseBindMatrices: matrices))
    }
    return skins
  }

  private func readMaterials() -> [SceneMaterial] {
    (document.json["materials"]?.elements ?? []).enumerated().map { index, material in
      let surface = material["pbrMetallicRoughness"]
      let color = numbers(surface?["baseColorFactor"])
      var read = SceneMaterial(
        name: material["name"]?.text ?? "material\(index)", baseColor: color.count == 4 ? SIMD4(color) : [1, 1, 1, 1],
        roughness: surface?["roughnessFactor"]?.double.map { Float($0) } ?? 1,
        metallic: surface?["metallicFactor"]?.double.map { Float($0) } ?? 1,
        baseColorTexture: texture(surface?["baseColorTexture"]?["index"]?.integer))
      switch material["alphaMode"]?.text {
      case "MASK": read.transparency = .cutout(threshold: material["alphaCutoff"]?.double.map { Float($0) } ?? 0.5)
      case "BLEND": read.transparency = .blended
      default: read.transparency = .opaque
      }
      read.isDoubleSided = material["doubleSided"] == .bool(true)
      return read
    }
  }

  private func texture(_ index: Int?) -> SceneTexture? {
    let textures = document.json["textures"]?.elements ?? []
    let images = document.json["images"]?.elements ?? []
    guard let index, textures.indices.contains(index), let source = textures[index]["source"]?.integer,
      images.indices.contains(source)
    else { return nil }
    let image = images[source]
    let name = image["name"]?.text ?? "image\(source)"
    let views = document.json["bufferViews"]?.elements ?? []
    guard let view = image["bufferView"]?.integer, views.indices.contains(view) else {
      return SceneTexture(name: name, path: image["uri"]?.text)
    }
    let (start, length) = (views[view]["byteOffset"]?.integer ?? 0, views[view]["byteLength"]?.integer ?? 0)
    let bytes = document.binary
    guard start >= 0, length >= 0, start <= bytes.count, length <= bytes.count - start else { return nil }
    return SceneTexture(name: name, content: bytes.dropFirst(start).prefix(length))
  }
}

/// Meshes.
extension GLTFSceneReader {
  private func read(_ mesh: JSONValue, index: Int, _ remarks: inout [String]) throws(SceneError) -> SceneMesh {
    let primitives = mesh["primitives"]?.elements ?? []
    let counts = primitives.map { $0["targets"]?.elements.count ?? 0 }
    let targetCount = counts.max() ?? 0
    let names = GLTFTargetNames(mesh, targetCount: targetCount, accessors)
    var result = SceneMesh(
      name: mesh["name"]?.text ?? "mesh\(index)", targets: names.names.map { MorphTarget(name: $0) })
    for (target, weight) in zip(result.targets.indices, weights(mesh["weights"])) {
      result.targets[target].restWeight = weight
    }
    if names.statedCount != targetCount, names.statedCount > 0 {
      remarks.append(
        "mesh '\(result.name)' of '\(document.name)' has \(names.statedCount) names for \(targetCount) targets, so that they may stand for others: see which is which with 'mien preview', and export it again"
      )
    }
    if !counts.allSatisfy({ $0 == targetCount || $0 == 0 }) {
      remarks.append(
        "the parts of mesh '\(result.name)' of '\(document.name)' have different numbers of targets (\(counts.map(String.init).joined(separator: ", "))): a part stands still under those that it lacks"
      )
    }
    let still = counts.filter { $0 == 0 }.count
    if targetCount > 0, still > 0 {
      remarks.append(
        "\(still) of the \(counts.count) parts of mesh '\(result.name)' of '\(document.name)' have no targets and stand still"
      )
    }
    // Primitives that share their vertices (one surface, several materials) keep sharing them.
    var starts: [VertexSource: Int] = [:]
    for (primitive, count) in zip(primitives, counts) {
      guard let accessor = primitive["attributes"]?["POSITION"]?.integer else { continue }
      let source = VertexSource(positions: accessor, targets: count)
      if starts[source] == nil {
        starts[source] = result.positions.count
        try addVertices(of: primitive, positions: accessor, mesh: index, to: &result)
      }
      try addFaces(of: primitive, firstVertex: starts[source] ?? 0, mesh: index, to: &result)
    }
    return result
  }

  /// Where the vertices of a part come from, and how many targets move them.
  private struct VertexSource: Hashable {
    let positions: Int
    let targets: Int
  }

  private func addVertices(of primitive: JSONValue, positions: Int, mesh: Int, to result: inout SceneMesh)
    throws(SceneError)
  {
    guard let base = accessors.vectors(positions) else { throw damaged("the vertices of mesh \(mesh)") }
    let first = UInt32(result.positions.count)
    result.positions += base
    for (number, target) in (primitive["targets"]?.elements ?? []).enumerated() {
      guard let accessor = target["POSITION"]?.integer else { continue }
      guard let moved = accessors.shifts(accessor, count: base.count) else {
        throw damaged("target \(number) ('\(result.targets[number].name)') of mesh \(mesh)")
      }
      let turned = target["NORMAL"]?.integer.flatMap { accessors.shifts($0, count: base.count) } ?? []
      let sparse = MorphTarget(name: "", moves: moved, turns: turned)
      let lacked = result.targets[number].indices.count - result.targets[number].normalDisplacements.count
      if !sparse.normalDisplacements.isEmpty, lacked > 0 {
        result.targets[number].normalDisplacements += [SIMD3<Float>](repeating: .zero, count: lacked)
      }
      result.targets[number].indices += sparse.indices.map { $0 + first }
      result.targets[number].displacements += sparse.displacements
      result.targets[number].normalDisplacements += sparse.normalDisplacements
      let missing = result.targets[number].indices.count - result.targets[number].normalDisplacements.count
      if !result.targets[number].normalDisplacements.isEmpty, missing > 0 {
        result.targets[number].normalDisplacements += [SIMD3<Float>](repeating: .zero, count: missing)
      }
    }
    if let joints = primitive["attributes"]?["JOINTS_0"]?.integer.flatMap({ accessors.jointIndices($0) }),
      let weights = primitive["attributes"]?["WEIGHTS_0"]?.integer.flatMap({ accessors.floats($0, .vector4) }),
      joints.count == base.count, weights.count == 4 * base.count
    {
      let missing = Int(first) - result.joints.count
      result.joints += [SIMD4<UInt16>](repeating: .zero, count: missing) + joints
      result.jointWeights +=
        [SIMD4<Float>](repeating: [1, 0, 0, 0], count: missing)
        + joints.indices.map { SIMD4(weights[4 * $0], weights[4 * $0 + 1], weights[4 * $0 + 2], weights[4 * $0 + 3]) }
    } else if !result.joints.isEmpty {
      result.joints += [SIMD4<UInt16>](repeating: .zero, count: base.count)
      result.jointWeights += [SIMD4<Float>](repeating: [1, 0, 0, 0], count: base.count)
    }
  }

  private func addFaces(of primitive: JSONValue, firstVertex: Int, mesh: Int, to result: inout SceneMesh)
    throws(SceneError)
  {
    // Points and lines have no surface; strips and fans are rare and left to their own primitive.
    guard primitive["mode"]?.integer ?? 4 == 4 else { return }
    let count = result.positions.count - firstVertex
    var corners: [Int]
    if let accessor = primitive["indices"]?.integer {
      guard let indices = accessors.integers(accessor), indices.allSatisfy({ $0 < count }) else {
        throw damaged("the faces of mesh \(mesh)")
      }
      corners = indices
    } else {
      corners = Array(0..<count)
    }
    corners.removeLast(corners.count % 3)
    // A corner's place, normal and texture coordinates.
    guard document.budget.take(corners.count, ofBytes: 28) else { throw damaged("the faces of mesh \(mesh)") }
    let normals = primitive["attributes"]?["NORMAL"]?.integer.flatMap { accessors.vectors($0) }
    let coordinates = primitive["attributes"]?["TEXCOORD_0"]?.integer.flatMap { accessors.floats($0, .vector2) }
    let before = result.corners.count
    result.corners += corners.map { UInt32($0 + firstVertex) }
    Self.extend(&result.cornerNormals, before: before, with: corners, filler: .zero) { corner in
      normals.flatMap { $0.indices.contains(corner) ? $0[corner] : nil }
    }
    Self.extend(&result.cornerTextureCoordinates, before: before, with: corners, filler: .zero) { corner in
      coordinates.flatMap { 2 * corner + 1 < $0.count ? SIMD2($0[2 * corner], $0[2 * corner + 1]) : nil }
    }
    let faces = corners.count / 3
    result.faceSizes += [UInt32](repeating: 3, count: faces)
    result.faceMaterials += [Int](repeating: primitive["material"]?.integer ?? -1, count: faces)
  }

  /// Adds a value a corner; parts of the mesh that have none get `filler` once another part has some.
  private static func extend<Value>(
    _ values: inout [Value], before: Int, with corners: [Int], filler: Value, _ value: (Int) -> Value?
  ) {
    let added = corners.map(value)
    guard !values.isEmpty || added.contains(where: { $0 != nil }) else { return }
    values += [Value](repeating: filler, count: before - values.count)
    values += added.map { $0 ?? filler }
  }
}
