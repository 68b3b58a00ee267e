internal import FaceRig
internal import Files
internal import SceneFiles

/// One mesh of a rig as a USD prim with its blend shapes below it.
struct USDMeshPrim {
  private let rig: Rig
  private let node: Int
  private let name: String
  private let path: String
  private let root: String
  private let skeleton: USDSkeleton
  private let shapeNames: [String]
  private let materials: [String]
  private let mesh: SceneMesh

  init(
    rig: Rig, node: Int, name: String, root: String, skeleton: USDSkeleton, shapes: USDShapeNames, materials: [String]
  ) {
    self.rig = rig
    self.node = node
    self.name = name
    self.root = root
    self.skeleton = skeleton
    self.materials = materials
    path = "/\(root)/\(name)"
    let number = rig.scene.nodes[node].mesh ?? 0
    mesh = rig.scene.meshes[number]
    shapeNames = shapes.names(ofMesh: number)
  }

  func write(to file: OutputFile) throws(FileError) {
    let schemas = materials.isEmpty ? #""SkelBindingAPI""# : #""SkelBindingAPI", "MaterialBindingAPI""#
    try file.append("    def Mesh \"\(name)\" (\n        prepend apiSchemas = [\(schemas)]\n    )\n    {\n")
    try file.append("        uniform token subdivisionScheme = \"none\"\n")
    try writeList("int[] faceVertexCounts", mesh.faceSizes.map { "\($0)" }, to: file)
    try writeList("int[] faceVertexIndices", mesh.corners.map { "\($0)" }, to: file)
    try writeList("point3f[] points", mesh.positions.map(USDText.point), to: file)
    try writeList("float3[] extent", extent.map(USDText.point), to: file)
    if mesh.cornerNormals.count == mesh.corners.count, !mesh.corners.isEmpty {
      try writeList("normal3f[] normals", mesh.cornerNormals.map(USDText.point), after: faceVarying, to: file)
    }
    if mesh.cornerTextureCoordinates.count == mesh.corners.count, !mesh.corners.isEmpty {
      let coordinates = mesh.cornerTextureCoordinates.map { "(\($0.x), \(1 - $0.y))" }
      try writeList("texCoord2f[] primvars:st", coordinates, after: faceVarying, to: file)
    }
    let place = SceneTree(rig.scene.nodes).globalMatrix(of: node)
    try file.append("        matrix4d xformOp:transform = \(USDText.matrix(place))\n")
    try file.append("        uniform token[] xformOpOrder = [\"xformOp:transform\"]\n")
    try file.append("        rel skel:skeleton = </\(root)/Skeleton>\n")
    try writeSkin(place, to: file)
    if !shapeNames.isEmpty {
      try writeList("uniform token[] skel:blendShapes", shapeNames.map(USDText.quoted), to: file)
      try writeList("rel skel:blendShapeTargets", shapeNames.map { "<\(path)/\($0)>" }, to: file)
    }
    try writeMaterials(to: file)
    for (shape, target) in zip(shapeNames, mesh.targets) { try write(target, as: shape, to: file) }
    try file.append("    }\n\n")
  }

  private let faceVarying = " (\n            interpolation = \"faceVarying\"\n        )"

  private var extent: [SIMD3<Float>] {
    guard let first = mesh.positions.first else { return [.zero, .zero] }
    return [mesh.positions.reduce(first, pointwiseMin), mesh.positions.reduce(first, pointwiseMax)]
  }

  private func writeList(_ what: String, _ values: [String], after: String = "", to file: OutputFile)
    throws(FileError)
  {
    try file.append("        \(what) = [")
    for start in stride(from: 0, to: values.count, by: 4096) {
      try file.append((start > 0 ? ", " : "") + values[start..<min(start + 4096, values.count)].joined(separator: ", "))
    }
    try file.append("]\(after)\n")
  }

  /// A mesh with a skin follows its joints; one that hangs below a joint follows that alone.
  private func writeSkin(_ place: SceneMatrix, to file: OutputFile) throws(FileError) {
    var indices: [String] = []
    var weights: [String] = []
    var size = 4
    var interpolation = "vertex"
    if let number = rig.scene.nodes[node].skin, rig.scene.skins.indices.contains(number),
      mesh.joints.count == mesh.positions.count
    {
      let joints = rig.scene.skins[number].joints.map { skeleton.place(of: $0) ?? 0 }
      for (joint, weight) in zip(mesh.joints, mesh.jointWeights) {
        for column in 0..<4 {
          indices.append("\(Int(joint[column]) < joints.count ? joints[Int(joint[column])] : 0)")
          weights.append("\(weight[column])")
        }
      }
    } else if let joint = skeleton.joint(above: node, in: rig.scene) {
      (indices, weights, size, interpolation) = (["\(joint)"], ["1"], 1, "constant")
    } else {
      return
    }
    let after = " (\n            elementSize = \(size)\n            interpolation = \"\(interpolation)\"\n        )"
    try writeList("int[] primvars:skel:jointIndices", indices, after: after, to: file)
    try writeList("float[] primvars:skel:jointWeights", weights, after: after, to: file)
    try file.append("        matrix4d primvars:skel:geomBindTransform = \(USDText.matrix(place))\n")
  }

  private func writeMaterials(to file: OutputFile) throws(FileError) {
    let used = Set(mesh.faceMaterials).filter { materials.indices.contains($0) }.sorted()
    if used.count == 1 {
      try file.append("        rel material:binding = <\(materials[used[0]])>\n")
    }
    guard used.count > 1 else { return }
    try file.append("        uniform token subsetFamily:materialBind:familyType = \"nonOverlapping\"\n")
    for material in used {
      let faces = mesh.faceMaterials.indices.filter { mesh.faceMaterials[$0] == material }
      try file.append(
        "        def GeomSubset \"material_\(material)\" (\n            prepend apiSchemas = [\"MaterialBindingAPI\"]\n        )\n        {\n"
      )
      try file.append(
        "            uniform token elementType = \"face\"\n            uniform token familyName = \"materialBind\"\n")
      try writeList("int[] indices", faces.map { "\($0)" }, to: file)
      try file.append("            rel material:binding = <\(materials[material])>\n        }\n")
    }
  }

  private func write(_ target: MorphTarget, as shape: String, to file: OutputFile) throws(FileError) {
    let target = target.inBetweens.isEmpty ? target : target.onVerticesOfAllShapes
    try file.append("        def BlendShape \"\(shape)\"\n        {\n")
    try writeList("uniform vector3f[] offsets", target.displacements.map(USDText.point), to: file)
    if target.normalDisplacements.count == target.indices.count, !target.indices.isEmpty {
      try writeList("uniform vector3f[] normalOffsets", target.normalDisplacements.map(USDText.point), to: file)
    }
    for shape in target.inBetweens {
      let name = "inbetweens:at_\(Int((shape.weight * 1000).rounded()))"
      let weight = " (\n            weight = \(shape.weight)\n        )"
      try writeList("uniform vector3f[] \(name)", shape.displacements.map(USDText.point), after: weight, to: file)
      if shape.normalDisplacements.count == shape.indices.count {
        try writeList(
          "uniform vector3f[] \(name):normalOffsets", shape.normalDisplacements.map(USDText.point), to: file)
      }
    }
    try writeList("uniform int[] pointIndices", target.indices.map { "\($0)" }, to: file)
    try file.append("        }\n")
  }
}
