internal import Foundation

/// The joints that an FBX geometry hangs on.
struct FBXSkinReader {
  private let document: FBXDocument
  private let objects: FBXObjects
  private let nodeOf: [Int64: Int]

  init(_ document: FBXDocument, _ objects: FBXObjects, _ nodeOf: [Int64: Int]) {
    self.document = document
    self.objects = objects
    self.nodeOf = nodeOf
  }

  /// `meshMatrix`: from the mesh's own space to the scene's. Each vertex keeps its four strongest joints.
  func skin(of geometry: Int64, meshMatrix: SceneMatrix, into mesh: inout SceneMesh) throws(SceneError) -> SceneSkin? {
    guard let deformer = objects.children(of: geometry, "Deformer", "Skin").first?.objectIdentifier else { return nil }
    var skin = SceneSkin(joints: [], inverseBindMatrices: [])
    var influences = VertexInfluences(vertexCount: mesh.positions.count)
    for cluster in objects.children(of: deformer, "Deformer", "Cluster") {
      guard let identifier = cluster.objectIdentifier,
        let joint = objects.children(of: identifier, "Model").first?.objectIdentifier.flatMap({ nodeOf[$0] }),
        skin.joints.count < Int(UInt16.max)
      else { continue }
      let places = try numbers(cluster["Indexes"])
      let weights = try numbers(cluster["Weights"])
      let link = try numbers(cluster["TransformLink"]).map { Float($0) }
      guard places.count == weights.count, places.allSatisfy({ $0 >= 0 && $0 < Double(influences.vertexCount) }) else {
        throw SceneError(
          .damaged, "the skin of mesh '\(mesh.name)' of '\(document.name)' cannot be read: export it again")
      }
      let number = UInt16(skin.joints.count)
      for (place, weight) in zip(places, weights) { influences.add(number, Float(weight), to: Int(place)) }
      skin.joints.append(joint)
      skin.inverseBindMatrices.append(
        (SceneMatrix(link)?.inverse).map { $0 * meshMatrix } ?? .identity)
    }
    guard !skin.joints.isEmpty else { return nil }
    influences.write(into: &mesh)
    return skin
  }

  private func numbers(_ node: FBXNode?) throws(SceneError) -> [Double] {
    guard let array = node?.properties.first?.array else { return [] }
    return try array.doubles()
  }
}
