internal import Foundation

/// The surfaces of an FBX file and which model wears which.
struct FBXMaterialReader {
  let materials: [SceneMaterial]
  private let objects: FBXObjects
  private let places: [Int64: Int]

  init(_ objects: FBXObjects) {
    self.objects = objects
    var materials: [SceneMaterial] = []
    var places: [Int64: Int] = [:]
    for object in objects.list where object.name == "Material" {
      guard let identifier = object.objectIdentifier else { continue }
      places[identifier] = materials.count
      materials.append(Self.material(object, identifier, objects))
    }
    self.materials = materials
    self.places = places
  }

  /// Numbers of the materials that a model has, in its order.
  func indices(of model: Int64) -> [Int] {
    objects.children(of: model, "Material").compactMap { $0.objectIdentifier.flatMap { places[$0] } }
  }

  private static func material(_ object: FBXNode, _ identifier: Int64, _ objects: FBXObjects) -> SceneMaterial {
    let color = object.vector70("DiffuseColor", default: object.vector70("Diffuse", default: [0.8, 0.8, 0.8]))
    let factor = object.property70("DiffuseFactor")?.first?.number ?? 1
    let opacity = object.property70("Opacity")?.first?.number ?? 1
    // Blender's rule between Phong's exponent and roughness.
    let shininess =
      object.property70("Shininess")?.first?.number ?? object.property70("ShininessExponent")?.first?.number
    let roughness = shininess.map { max(0, min(1, 1 - (max($0, 0).squareRoot() / 10))) } ?? 0.6
    return SceneMaterial(
      name: object.objectName, baseColor: SIMD4(SIMD3<Float>(color * factor), Float(opacity)),
      roughness: Float(roughness), metallic: Float(object.property70("ReflectionFactor")?.first?.number ?? 0),
      baseColorTexture: texture(identifier, objects))
  }

  private static func texture(_ material: Int64, _ objects: FBXObjects) -> SceneTexture? {
    guard let texture = objects.children(of: material, "Texture", property: "DiffuseColor").first else { return nil }
    let path = texture["RelativeFilename"]?.properties.first?.text ?? texture["FileName"]?.properties.first?.text
    let video = texture.objectIdentifier.flatMap { objects.children(of: $0, "Video").first }
    var content: Data?
    if case .raw(let bytes)? = video?["Content"]?.properties.first, !bytes.isEmpty { content = bytes }
    return SceneTexture(name: texture.objectName, content: content, path: path)
  }
}
