/// What deforms a COLLADA geometry: targets of a morph, joints of a skin.
struct COLLADAControllerReader {
  let document: COLLADADocument

  /// From a controller to the geometry at its end; controllers stand on each other, skin on morph or the other way.
  struct Chain {
    var geometry: XMLElement
    var morph: XMLElement?
    var skin: XMLElement?
  }

  func chain(_ reference: String?) throws(SceneError) -> Chain? {
    var element = document.element(reference)
    var chain: (morph: XMLElement?, skin: XMLElement?) = (nil, nil)
    for _ in 0..<8 {
      guard let current = element else { return nil }
      if current.name == "geometry" {
        return Chain(geometry: current, morph: chain.morph ?? looseMorph(of: current), skin: chain.skin)
      }
      if let morph = current["morph"] {
        chain.morph = chain.morph ?? morph
        element = document.element(morph.attributes["source"])
      } else if let skin = current["skin"] {
        chain.skin = chain.skin ?? skin
        element = document.element(skin.attributes["source"])
      } else {
        return nil
      }
    }
    throw document.damaged("the chain of controllers")
  }

  /// Blender hangs skin and morph on the geometry side by side, and instances the skin alone.
  private func looseMorph(of geometry: XMLElement) -> XMLElement? {
    document.root["library_controllers"]?.all("controller").lazy.compactMap { $0["morph"] }.first {
      document.element($0.attributes["source"]) === geometry
    }
  }

  /// Targets by the names of their geometries.
  func targets(_ morph: XMLElement, of base: [SIMD3<Float>]) throws(SceneError) -> [MorphTarget] {
    let input = document.input("MORPH_TARGET", of: morph["targets"])
    let names = document.names(document.element(input?.attributes["source"]))
    let isRelative = morph.attributes["method"] == "RELATIVE"
    var targets: [MorphTarget] = []
    for name in names {
      guard let geometry = document.element(name) else { throw document.damaged("target '\(name)'") }
      let reader = COLLADAMeshReader(document: document, geometry: geometry)
      let shape = try reader.positions()
      guard shape.count == base.count else {
        throw SceneError(
          .damaged,
          "target '\(reader.name)' of '\(document.name)' has \(shape.count) vertices, its mesh \(base.count): export it again"
        )
      }
      let moved = zip(shape, base).map { $0 - $1 }
      // By the standard a relative target is the movement itself; most tools write the moved shape all the same.
      let isMovement = isRelative && Self.size(shape) < Self.size(moved)
      targets.append(MorphTarget(name: reader.name, dense: isMovement ? shape : moved))
    }
    return targets
  }

  private static func size(_ vectors: [SIMD3<Float>]) -> Float { vectors.reduce(0) { $0 + ($1 * $1).sum() } }

  /// `nodes`: numbers of the nodes that joints' names stand for.
  func skin(_ skin: XMLElement, nodes: [String: Int], into mesh: inout SceneMesh) throws(SceneError) -> SceneSkin? {
    let what = "the skin of mesh '\(mesh.name)'"
    let joints = skin["joints"]
    func source(_ semantic: String, _ element: XMLElement?) -> XMLElement? {
      document.element(document.input(semantic, of: element)?.attributes["source"])
    }
    let names = document.names(source("JOINT", joints))
    let binds = try document.rows(source("INV_BIND_MATRIX", joints), width: 16, what)
    let weights = try document.rows(source("WEIGHT", skin["vertex_weights"]), width: 1, what).map { $0[0] }
    guard !names.isEmpty, names.count == binds.count, names.count < Int(UInt16.max) else { return nil }
    let shape = skin["bind_shape_matrix"]?.floats.flatMap(Self.matrix) ?? .identity
    var found = SceneSkin(joints: [], inverseBindMatrices: [])
    for (name, bind) in zip(names, binds) {
      guard let node = nodes[name], let matrix = Self.matrix(bind) else { throw document.damaged(what) }
      found.joints.append(node)
      found.inverseBindMatrices.append(matrix * shape)
    }
    let table = skin["vertex_weights"]
    guard let counts = table?["vcount"]?.indices, let pairs = table?["v"]?.indices,
      counts.count == mesh.positions.count,
      let jointOffset = document.input("JOINT", of: table)?.attributes["offset"].flatMap({ Int($0) }),
      let weightOffset = document.input("WEIGHT", of: table)?.attributes["offset"].flatMap({ Int($0) }),
      (0..<8).contains(jointOffset), (0..<8).contains(weightOffset)
    else { throw document.damaged(what) }
    let width = max(jointOffset, weightOffset) + 1
    var influences = VertexInfluences(vertexCount: mesh.positions.count)
    var place = 0
    for (vertex, count) in counts.enumerated() {
      guard count <= (pairs.count - place) / width else { throw document.damaged(what) }
      for _ in 0..<count {
        let (joint, weight) = (pairs[place + jointOffset], pairs[place + weightOffset])
        guard joint < names.count, weight < weights.count else { throw document.damaged(what) }
        influences.add(UInt16(joint), weights[weight], to: vertex)
        place += width
      }
    }
    influences.write(into: &mesh)
    return found
  }

  /// Sixteen numbers, row after row, as COLLADA writes them.
  static func matrix(_ rows: [Float]) -> SceneMatrix? {
    guard rows.count == 16 else { return nil }
    return SceneMatrix((0..<16).map { (place: Int) -> Float in rows[(place % 4) * 4 + place / 4] })
  }
}
