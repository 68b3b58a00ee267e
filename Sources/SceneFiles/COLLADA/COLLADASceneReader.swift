package import Foundation

/// COLLADA 1.4 and 1.5 → ``SceneModel``.
package struct COLLADASceneReader {
  private let url: URL
  private let document: COLLADADocument
  private let surfaces: COLLADAMaterialReader
  private var scene = SceneModel()
  private var nodeOfName: [String: Int] = [:]
  private var meshOfGeometry: [ObjectIdentifier: (mesh: Int, skin: Int?)] = [:]
  /// Instances whose meshes are read once all nodes are known.
  private var instances: [(node: Int, instance: XMLElement)] = []

  /// - Throws: ``SceneError`` `.fileNotFound`, `.damaged`.
  package init(contentsOf url: URL) throws(SceneError) {
    self.url = url
    document = try COLLADADocument(contentsOf: url)
    surfaces = COLLADAMaterialReader(document)
  }

  /// - Throws: ``SceneError`` `.damaged` with what cannot be read.
  package func model() throws(SceneError) -> SceneModel {
    var reader = self
    var model = try reader.read()
    TextureFinder(scene: url).fill(&model)
    return model
  }

  private mutating func read() throws(SceneError) -> SceneModel {
    let asset = document.root["asset"]
    let unit = asset?["unit"]?.attributes["meter"].flatMap { Double($0) } ?? 1
    scene.metersPerUnit = unit.isFinite && unit > 0 ? unit : 1
    let half = Float(0.5).squareRoot()
    scene.uprightRotation =
      switch asset?["up_axis"]?.line {
      case "Z_UP": [-half, 0, 0, half]
      case "X_UP": [0, 0, half, half]
      default: [0, 0, 0, 1]
      }
    scene.materials = surfaces.materials
    let stated = document.element(document.root.at("scene", "instance_visual_scene")?.attributes["url"])
    guard let root = stated ?? document.root.at("library_visual_scenes", "visual_scene") else {
      throw document.damaged("the scene")
    }
    for node in root.all("node") { try add(node, parent: nil, depth: 0) }
    for (node, instance) in instances { try addMesh(instance, to: node) }
    return scene
  }

  private mutating func add(_ element: XMLElement, parent: Int?, depth: Int) throws(SceneError) {
    guard depth < 100, scene.nodes.count < 100_000 else { throw document.damaged("the tree of nodes") }
    let index = scene.nodes.count
    scene.nodes.append(
      SceneNode(
        name: element.attributes["name"] ?? element.attributes["id"] ?? "", parent: parent,
        transform: SceneTransform(try local(element))))
    for key in ["sid", "id", "name"] {
      if let name = element.attributes[key], nodeOfName[name] == nil { nodeOfName[name] = index }
    }
    for child in element.children {
      switch child.name {
      case "node": try add(child, parent: index, depth: depth + 1)
      case "instance_node":
        if let node = document.element(child.attributes["url"]) { try add(node, parent: index, depth: depth + 1) }
      case "instance_geometry", "instance_controller": instances.append((index, child))
      default: continue
      }
    }
  }

  /// A node's place: its transforms one after the other.
  private func local(_ element: XMLElement) throws(SceneError) -> SceneMatrix {
    var matrix = SceneMatrix.identity
    for step in element.children {
      guard ["matrix", "translate", "rotate", "scale"].contains(step.name) else { continue }
      guard let values = step.floats, values.allSatisfy(\.isFinite), let own = Self.matrix(step.name, values) else {
        throw document.damaged("the place of node '\(element.attributes["name"] ?? "")'")
      }
      matrix = matrix * own
    }
    return matrix
  }

  private static func matrix(_ kind: String, _ values: [Float]) -> SceneMatrix? {
    switch (kind, values.count) {
    case ("matrix", 16): return COLLADAControllerReader.matrix(values)
    case ("translate", 3): return SceneTransform(translation: SIMD3(values)).matrix
    case ("scale", 3): return SceneTransform(scale: SIMD3(values)).matrix
    case ("rotate", 4):
      let axis = SIMD3(values.prefix(3))
      let length = axis.length
      let half = values[3] * .pi / 360
      return length > 0 ? SceneMatrix(rotation: SIMD4(axis * (sin(half) / length), cos(half))) : .identity
    default: return nil
    }
  }

  private mutating func addMesh(_ instance: XMLElement, to node: Int) throws(SceneError) {
    let controllers = COLLADAControllerReader(document: document)
    guard let chain = try controllers.chain(instance.attributes["url"]), chain.geometry["mesh"] != nil else { return }
    let key = ObjectIdentifier(chain.morph ?? chain.skin ?? chain.geometry)
    if meshOfGeometry[key] == nil {
      var mesh = try COLLADAMeshReader(document: document, geometry: chain.geometry).mesh(
        materials: surfaces.bound(by: instance))
      if let morph = chain.morph { mesh.targets = try controllers.targets(morph, of: mesh.positions) }
      var skin: Int?
      if let element = chain.skin, let read = try controllers.skin(element, nodes: nodeOfName, into: &mesh) {
        scene.skins.append(read)
        skin = scene.skins.count - 1
      }
      meshOfGeometry[key] = (scene.meshes.count, skin)
      scene.meshes.append(mesh)
    }
    guard let (mesh, skin) = meshOfGeometry[key] else { return }
    if scene.nodes[node].mesh == nil {
      (scene.nodes[node].mesh, scene.nodes[node].skin) = (mesh, skin)
    } else {
      scene.nodes.append(
        SceneNode(name: scene.nodes[node].name + "_mesh\(scene.nodes.count)", parent: node, mesh: mesh, skin: skin))
    }
  }
}
