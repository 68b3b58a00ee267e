package import Foundation

/// FBX → ``SceneModel``: models as nodes, geometries as meshes with the vertices of the file, in its order.
package struct FBXSceneReader {
  private let document: FBXDocument
  private let objects: FBXObjects

  package init(_ document: FBXDocument) {
    self.document = document
    objects = FBXObjects(document)
  }

  /// The scene with the textures that lie beside its file.
  /// - Throws: ``SceneError`` `.damaged` with what cannot be read.
  package func model(beside url: URL) throws(SceneError) -> SceneModel {
    var model = try model()
    TextureFinder(scene: url).fill(&model)
    return model
  }

  /// - Throws: ``SceneError`` `.damaged` with what cannot be read.
  package func model() throws(SceneError) -> SceneModel {
    var model = SceneModel()
    let models = objects.list.filter { $0.name == "Model" }
    var nodeOf: [Int64: Int] = [:]
    for (index, object) in models.enumerated() {
      guard let identifier = object.objectIdentifier else { continue }
      nodeOf[identifier] = nodeOf[identifier] ?? index
    }
    model.nodes = models.map { object in
      let parent = object.objectIdentifier.flatMap { objects.parents(of: $0, "Model").first?.objectIdentifier }
      return SceneNode(
        name: object.objectName, parent: parent.flatMap { nodeOf[$0] }, transform: SceneTransform(Self.local(object)),
        identifier: object.objectIdentifier)
    }
    guard SceneTree(model.nodes).isTree else {
      throw SceneError(.damaged, "the models of '\(document.name)' are each other's parents: export it again")
    }
    let surfaces = FBXMaterialReader(objects)
    model.materials = surfaces.materials
    var meshOf: [Int64: Int] = [:]
    for (index, object) in models.enumerated() {
      guard let identifier = object.objectIdentifier,
        let geometry = objects.children(of: identifier, "Geometry", "Mesh").first,
        let geometryIdentifier = geometry.objectIdentifier
      else { continue }
      if meshOf[geometryIdentifier] == nil {
        meshOf[geometryIdentifier] = model.meshes.count
        let reader = FBXMeshReader(document, objects, geometry, name: object.objectName)
        var mesh = try reader.mesh(materials: surfaces.indices(of: identifier), &model.remarks)
        let skin = try FBXSkinReader(document, objects, nodeOf).skin(
          of: geometryIdentifier, meshMatrix: SceneTree(model.nodes).globalMatrix(of: index), into: &mesh)
        model.meshes.append(mesh)
        if let skin {
          model.skins.append(skin)
          model.nodes[index].skin = model.skins.count - 1
        }
      }
      model.nodes[index].mesh = meshOf[geometryIdentifier]
      try moveByGeometricTransform(object, index, &model)
    }
    let unit = document["GlobalSettings"]?.property70("UnitScaleFactor")?.first?.number ?? 1
    model.metersPerUnit = unit.isFinite && unit > 0 ? unit / 100 : 0.01
    model.uprightRotation = uprightRotation
    return model
  }

  /// How a model turns, by its identifier.
  package func rotation(of identifier: Int64) -> FBXRotation? { objects[identifier].map(FBXRotation.init) }

  /// The turn of a scene into one with Y up and Z to the front: identity for most files.
  private var uprightRotation: SIMD4<Float> {
    let settings = document["GlobalSettings"]
    func axis(_ name: String, _ fallback: Int64) -> SIMD3<Float> {
      let index = Int(settings?.property70(name)?.first?.integer ?? fallback)
      let sign = Float(settings?.property70(name + "Sign")?.first?.integer ?? 1)
      var axis = SIMD3<Float>.zero
      axis[(0..<3).contains(index) ? index : Int(fallback)] = sign < 0 ? -1 : 1
      return axis
    }
    let (right, up, front) = (axis("CoordAxis", 0), axis("UpAxis", 1), axis("FrontAxis", 2))
    // Rows of the turn are where each axis of the upright scene lies in the file's.
    let matrix = SceneMatrix(columns: [
      [right.x, up.x, front.x, 0], [right.y, up.y, front.y, 0], [right.z, up.z, front.z, 0], [0, 0, 0, 1],
    ])
    return matrix.determinant3 > 0.5 ? matrix.quaternion : [0, 0, 0, 1]
  }

  /// A mesh that is shifted against its own model gets a node of its own.
  private func moveByGeometricTransform(_ object: FBXNode, _ index: Int, _ model: inout SceneModel) throws(SceneError) {
    let (shift, turn, scale) = (
      object.vector70("GeometricTranslation"), object.vector70("GeometricRotation"),
      object.vector70("GeometricScaling", default: [1, 1, 1])
    )
    guard shift != .zero || turn != .zero || scale != [1, 1, 1] else { return }
    let matrix = Self.shifting(shift) * FBXRotation.turn(turn, [0, 1, 2]) * Self.scaling(scale)
    model.nodes.append(
      SceneNode(
        name: model.nodes[index].name + "_geometry", parent: index, transform: SceneTransform(matrix),
        mesh: model.nodes[index].mesh, skin: model.nodes[index].skin))
    model.nodes[index].mesh = nil
    model.nodes[index].skin = nil
  }

  private static func shifting(_ shift: SIMD3<Double>) -> SceneMatrix {
    var matrix = SceneMatrix.identity
    matrix.columns[3] = SIMD4(SIMD3<Float>(shift), 1)
    return matrix
  }

  private static func scaling(_ scale: SIMD3<Double>) -> SceneMatrix {
    var matrix = SceneMatrix.identity
    for axis in 0..<3 { matrix.columns[axis][axis] = Float(scale[axis]) }
    return matrix
  }

  /// A model's place in its parent, pivots and offsets included.
  static func local(_ object: FBXNode) -> SceneMatrix {
    let turn = FBXRotation(object).matrix(object.vector70("Lcl Rotation"))
    let (turnPivot, scalePivot) = (object.vector70("RotationPivot"), object.vector70("ScalingPivot"))
    let place = shifting(object.vector70("Lcl Translation") + object.vector70("RotationOffset") + turnPivot)
    let between = shifting(object.vector70("ScalingOffset") + scalePivot - turnPivot)
    return place * turn * between * scaling(object.vector70("Lcl Scaling", default: [1, 1, 1])) * shifting(-scalePivot)
  }
}
