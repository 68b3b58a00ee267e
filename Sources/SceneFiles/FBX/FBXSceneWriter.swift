internal import Foundation

/// ``SceneModel`` → an FBX 7.4 document of its own, with the vertices and faces of the model.
package struct FBXSceneWriter {
  private var model: SceneModel
  private var builder = FBXBuilder()

  package init(_ model: SceneModel) { self.model = model }

  /// The document, and the model with the identifiers that its nodes and targets have there.
  package mutating func document(name: String) -> (document: FBXDocument, model: SceneModel) {
    let materials = model.materials.map { material($0) }
    addNodes()
    for mesh in model.meshes.indices { add(mesh: mesh, materials: materials) }
    addBindPose()
    let document = FBXDocument(
      name: name, version: 7400,
      root: [
        header(), FBXNode("Creator", [.text("mien")]), globalSettings(), Self.documents(),
        FBXNode("References", [], []), FBXNode("Objects", [], builder.objects),
        FBXNode("Connections", [], builder.connections),
      ])
    return (FBXDefinitions.counted(document), model)
  }

  private func header() -> FBXNode {
    FBXNode(
      "FBXHeaderExtension", [],
      [
        FBXNode("FBXHeaderVersion", [.int32(1003)]), FBXNode("FBXVersion", [.int32(7400)]),
        FBXNode("EncryptionType", [.int32(0)]), FBXNode("Creator", [.text("mien")]),
      ])
  }

  private func globalSettings() -> FBXNode {
    func integer(_ name: String, _ value: Int32) -> FBXNode { .entry(name, "int", "Integer", "", .int32(value)) }
    let unit = model.metersPerUnit * 100
    return FBXNode(
      "GlobalSettings", [],
      [
        FBXNode("Version", [.int32(1000)]),
        .properties70([
          integer("UpAxis", 1), integer("UpAxisSign", 1), integer("FrontAxis", 2), integer("FrontAxisSign", 1),
          integer("CoordAxis", 0), integer("CoordAxisSign", 1), integer("OriginalUpAxis", 1),
          integer("OriginalUpAxisSign", 1), .entry("UnitScaleFactor", "double", "Number", "", .double(unit)),
          .entry("OriginalUnitScaleFactor", "double", "Number", "", .double(unit)),
        ]),
      ])
  }

  private static func documents() -> FBXNode {
    FBXNode(
      "Documents", [],
      [
        FBXNode("Count", [.int32(1)]),
        FBXNode(
          "Document", [.int64(999_999), .text(""), .text("Scene")],
          [
            .properties70([
              .entry("SourceObject", "object"), .entry("ActiveAnimStackName", "KString", "", "", .text("")),
            ]), FBXNode("RootNode", [.int64(0)]),
          ]),
      ])
  }

  private static func vector(_ name: String, _ v: SIMD3<Double>) -> FBXNode {
    .entry(name, name, "", "A", .double(v.x), .double(v.y), .double(v.z))
  }

  // MARK: nodes

  private mutating func addNodes() {
    let joints = Set(model.skins.flatMap(\.joints))
    let upright = model.uprightRotation == [0, 0, 0, 1] ? nil : model.uprightRotation
    for index in model.nodes.indices {
      var node = model.nodes[index]
      if node.parent == nil, let upright {
        let turned = SceneMatrix(rotation: upright) * node.transform.matrix
        node.transform = SceneTransform(turned)
        model.nodes[index].transform = node.transform
      }
      let isJoint = joints.contains(index)
      let subclass = node.mesh != nil ? "Mesh" : (isJoint ? "LimbNode" : "Null")
      let turn = FBXRotation.plain.degrees(turning: node.transform.rotation)
      let identifier = builder.add(
        "Model", name: node.name, class: "Model", subclass: subclass,
        [
          FBXNode("Version", [.int32(232)]),
          .properties70([
            Self.vector("Lcl Translation", SIMD3<Double>(node.transform.translation)),
            Self.vector("Lcl Rotation", turn),
            Self.vector("Lcl Scaling", SIMD3<Double>(node.transform.scale)),
            .entry("InheritType", "enum", "", "", .int32(1)),
            .entry("DefaultAttributeIndex", "int", "Integer", "", .int32(0)),
          ]), FBXNode("Shading", [.bool(true)]), FBXNode("Culling", [.text("CullingOff")]),
        ])
      model.nodes[index].identifier = identifier
      if node.mesh == nil {
        let attribute = builder.add(
          "NodeAttribute", name: node.name, class: "NodeAttribute", subclass: subclass,
          [FBXNode("TypeFlags", [.text(isJoint ? "Skeleton" : "Null")])])
        builder.connect(attribute, to: identifier)
      }
    }
    for node in model.nodes {
      builder.connect(node.identifier ?? 0, to: node.parent.flatMap { model.nodes[$0].identifier } ?? 0)
    }
  }

  private mutating func addBindPose() {
    let bound = model.nodes.indices.filter { model.nodes[$0].skin != nil }
    guard !bound.isEmpty else { return }
    let tree = SceneTree(model.nodes)
    let posed = Set(bound + model.skins.flatMap(\.joints)).sorted()
    let nodes = posed.map { index in
      FBXNode(
        "PoseNode", [],
        [
          FBXNode("Node", [.int64(model.nodes[index].identifier ?? 0)]),
          .numbers("Matrix", Self.numbers(tree.globalMatrix(of: index))),
        ])
    }
    builder.add(
      "Pose", name: "bind", class: "Pose", subclass: "BindPose",
      [
        FBXNode("Type", [.text("BindPose")]), FBXNode("Version", [.int32(100)]),
        FBXNode("NbPoseNodes", [.int32(Int32(nodes.count))]),
      ] + nodes)
  }

  private static func numbers(_ matrix: SceneMatrix) -> [Double] {
    matrix.columns.flatMap { column in (0..<4).map { Double(column[$0]) } }
  }

  // MARK: meshes

  private mutating func add(mesh index: Int, materials: [Int64]) {
    let mesh = model.meshes[index]
    let users = model.nodes.indices.filter { model.nodes[$0].mesh == index }
    guard !users.isEmpty else { return }
    let used = Array(Set(mesh.faceMaterials).filter { materials.indices.contains($0) }).sorted()
    let geometry = builder.add(
      "Geometry", name: mesh.name, class: "Geometry", subclass: "Mesh", geometry(mesh, used: used))
    for user in users {
      guard let identifier = model.nodes[user].identifier else { continue }
      builder.connect(geometry, to: identifier)
      for material in used { builder.connect(materials[material], to: identifier) }
    }
    addTargets(of: index, to: geometry)
    if let user = users.first(where: { model.nodes[$0].skin != nil }) { addSkin(of: user, mesh, to: geometry) }
  }

  private func geometry(_ mesh: SceneMesh, used: [Int]) -> [FBXNode] {
    var corners: [Int32] = []
    corners.reserveCapacity(mesh.corners.count)
    for size in mesh.faceSizes {
      let start = corners.count
      corners += mesh.corners[start..<start + Int(size)].map { Int32(bitPattern: $0) }
      corners[corners.count - 1] = -corners[corners.count - 1] - 1
    }
    var children = [
      FBXNode("GeometryVersion", [.int32(124)]), .numbers("Vertices", Self.flat(mesh.positions)),
      FBXNode("PolygonVertexIndex", [.array(.int32s(corners))]),
    ]
    var layers: [String] = []
    func element(_ kind: String, _ mapping: String, _ values: [FBXNode], version: Int32 = 101) {
      children.append(
        FBXNode(
          kind, [.int32(0)],
          [
            FBXNode("Version", [.int32(version)]), FBXNode("Name", [.text("")]),
            FBXNode("MappingInformationType", [.text(mapping)]), FBXNode("ReferenceInformationType", [.text("Direct")]),
          ] + values))
      layers.append(kind)
    }
    if mesh.cornerNormals.count == corners.count, !corners.isEmpty {
      element("LayerElementNormal", "ByPolygonVertex", [.numbers("Normals", Self.flat(mesh.cornerNormals))])
    }
    if mesh.cornerTextureCoordinates.count == corners.count, !corners.isEmpty {
      let flat = mesh.cornerTextureCoordinates.flatMap { [Double($0.x), 1 - Double($0.y)] }
      element("LayerElementUV", "ByPolygonVertex", [.numbers("UV", flat)])
    }
    if !used.isEmpty {
      let numbers = mesh.faceMaterials.map { Int32(used.firstIndex(of: $0) ?? 0) }
      let isOne = used.count == 1
      children.append(
        FBXNode(
          "LayerElementMaterial", [.int32(0)],
          [
            FBXNode("Version", [.int32(101)]), FBXNode("Name", [.text("")]),
            FBXNode("MappingInformationType", [.text(isOne ? "AllSame" : "ByPolygon")]),
            FBXNode("ReferenceInformationType", [.text("IndexToDirect")]),
            FBXNode("Materials", [.array(.int32s(isOne ? [0] : numbers))]),
          ]))
      layers.append("LayerElementMaterial")
    }
    children.append(
      FBXNode(
        "Layer", [.int32(0)],
        [FBXNode("Version", [.int32(100)])]
          + layers.map { kind in
            FBXNode("LayerElement", [], [FBXNode("Type", [.text(kind)]), FBXNode("TypedIndex", [.int32(0)])])
          }))
    return children
  }

  private static func flat(_ vectors: [SIMD3<Float>]) -> [Double] {
    var flat: [Double] = []
    flat.reserveCapacity(3 * vectors.count)
    for vector in vectors {
      for axis in 0..<3 { flat.append(Double(vector[axis])) }
    }
    return flat
  }

  private mutating func addTargets(of mesh: Int, to geometry: Int64) {
    guard !model.meshes[mesh].targets.isEmpty else { return }
    let deformer = builder.add(
      "Deformer", name: model.meshes[mesh].name, class: "Deformer", subclass: "BlendShape",
      [FBXNode("Version", [.int32(100)])])
    builder.connect(deformer, to: geometry)
    for index in model.meshes[mesh].targets.indices {
      let target = model.meshes[mesh].targets[index]
      // Readers drop a shape without vertices, and then count the later ones wrong.
      let places = target.indices.isEmpty ? [0] : target.indices.map { Int32(bitPattern: $0) }
      let moved = target.indices.isEmpty ? [SIMD3<Float>.zero] : target.displacements
      let turned =
        target.normalDisplacements.count == moved.count
        ? target.normalDisplacements : [SIMD3<Float>](repeating: .zero, count: moved.count)
      let channel = builder.add(
        "Deformer", name: target.name, class: "SubDeformer", subclass: "BlendShapeChannel",
        [
          FBXNode("Version", [.int32(100)]),
          .properties70([.entry("DeformPercent", "Number", "", "A", .double(Double(target.restWeight) * 100))]),
          FBXNode("DeformPercent", [.double(Double(target.restWeight) * 100)]), .numbers("FullWeights", [100]),
        ])
      let shape = builder.add(
        "Geometry", name: target.name, class: "Geometry", subclass: "Shape",
        [
          FBXNode("Version", [.int32(100)]), FBXNode("Indexes", [.array(.int32s(places))]),
          .numbers("Vertices", Self.flat(moved)), .numbers("Normals", Self.flat(turned)),
        ])
      builder.connect(channel, to: deformer)
      builder.connect(shape, to: channel)
      model.meshes[mesh].targets[index].identifier = channel
    }
  }

  private mutating func addSkin(of user: Int, _ mesh: SceneMesh, to geometry: Int64) {
    guard let number = model.nodes[user].skin, model.skins.indices.contains(number),
      mesh.joints.count == mesh.positions.count
    else { return }
    let skin = model.skins[number]
    let deformer = builder.add(
      "Deformer", name: mesh.name, class: "Deformer", subclass: "Skin",
      [FBXNode("Version", [.int32(101)]), FBXNode("Link_DeformAcuracy", [.double(50)])])
    builder.connect(deformer, to: geometry)
    var influences = [[(vertex: Int32, weight: Double)]](repeating: [], count: skin.joints.count)
    for (vertex, joints) in mesh.joints.enumerated() {
      for column in 0..<4 where mesh.jointWeights[vertex][column] > 0 && Int(joints[column]) < influences.count {
        influences[Int(joints[column])].append((Int32(vertex), Double(mesh.jointWeights[vertex][column])))
      }
    }
    let meshMatrix = SceneTree(model.nodes).globalMatrix(of: user)
    for (joint, influence) in influences.enumerated() {
      let node = model.nodes[skin.joints[joint]]
      // inverseBind = link⁻¹ · mesh, so link = mesh · inverseBind⁻¹.
      let link = meshMatrix * (skin.inverseBindMatrices[joint].inverse ?? .identity)
      let cluster = builder.add(
        "Deformer", name: node.name, class: "SubDeformer", subclass: "Cluster",
        [
          FBXNode("Version", [.int32(100)]), FBXNode("UserData", [.text(""), .text("")]),
          FBXNode("Indexes", [.array(.int32s(influence.map(\.vertex)))]),
          .numbers("Weights", influence.map(\.weight)),
          .numbers("Transform", Self.numbers(skin.inverseBindMatrices[joint])),
          .numbers("TransformLink", Self.numbers(link)),
        ])
      builder.connect(cluster, to: deformer)
      builder.connect(node.identifier ?? 0, to: cluster)
    }
  }

  // MARK: surfaces

  private mutating func material(_ material: SceneMaterial) -> Int64 {
    let color = SIMD3<Double>(Double(material.baseColor.x), Double(material.baseColor.y), Double(material.baseColor.z))
    let shininess = Double((1 - material.roughness) * (1 - material.roughness) * 100)
    func number(_ name: String, _ value: Double) -> FBXNode { .entry(name, "Number", "", "A", .double(value)) }
    let identifier = builder.add(
      "Material", name: material.name, class: "Material", subclass: "",
      [
        FBXNode("Version", [.int32(102)]), FBXNode("ShadingModel", [.text("Phong")]),
        FBXNode("MultiLayer", [.int32(0)]),
        .properties70([
          .entry("DiffuseColor", "Color", "", "A", .double(color.x), .double(color.y), .double(color.z)),
          number("DiffuseFactor", 1), number("Opacity", Double(material.baseColor.w)),
          number("TransparencyFactor", 1 - Double(material.baseColor.w)), number("Shininess", shininess),
          number("ShininessExponent", shininess), number("ReflectionFactor", Double(material.metallic)),
        ]),
      ])
    guard let image = material.baseColorTexture, image.content != nil || image.path != nil else { return identifier }
    let file = image.path ?? image.name + (image.content?.starts(with: [0xFF, 0xD8]) == true ? ".jpg" : ".png")
    let texture = builder.add(
      "Texture", name: image.name, class: "Texture", subclass: "",
      [
        FBXNode("Type", [.text("TextureVideoClip")]), FBXNode("Version", [.int32(202)]),
        FBXNode("TextureName", [.text(image.name)]), FBXNode("FileName", [.text(file)]),
        FBXNode("RelativeFilename", [.text(file)]),
      ])
    builder.connect(texture, to: identifier, property: "DiffuseColor")
    var video = [
      FBXNode("Type", [.text("Clip")]), FBXNode("FileName", [.text(file)]), FBXNode("RelativeFilename", [.text(file)]),
    ]
    if let content = image.content { video.append(FBXNode("Content", [.raw(Data(content))])) }
    let clip = builder.add("Video", name: image.name, class: "Video", subclass: "Clip", video)
    builder.connect(clip, to: texture)
    return identifier
  }
}
