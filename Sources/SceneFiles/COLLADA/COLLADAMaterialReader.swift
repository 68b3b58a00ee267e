internal import Foundation

/// The surfaces of a COLLADA file.
struct COLLADAMaterialReader {
  let materials: [SceneMaterial]
  private let places: [String: Int]

  init(_ document: COLLADADocument) {
    var materials: [SceneMaterial] = []
    var places: [String: Int] = [:]
    for element in document.root["library_materials"]?.all("material") ?? [] {
      guard let identifier = element.attributes["id"] else { continue }
      places[identifier] = materials.count
      let effect = document.element(element["instance_effect"]?.attributes["url"])
      materials.append(Self.material(element.attributes["name"] ?? identifier, effect, document))
    }
    self.materials = materials
    self.places = places
  }

  /// Numbers of the materials by the symbols that an instance of a mesh binds.
  func bound(by instance: XMLElement) -> [String: Int] {
    var found: [String: Int] = [:]
    for binding in instance.at("bind_material", "technique_common")?.all("instance_material") ?? [] {
      guard let symbol = binding.attributes["symbol"], let target = binding.attributes["target"],
        let place = places[target.hasPrefix("#") ? String(target.dropFirst()) : target]
      else { continue }
      found[symbol] = place
    }
    return found
  }

  private static func material(_ name: String, _ effect: XMLElement?, _ document: COLLADADocument) -> SceneMaterial {
    var material = SceneMaterial(name: name)
    guard let profile = effect?["profile_COMMON"],
      let shading = profile["technique"]?.children.first(where: {
        ["lambert", "phong", "blinn", "constant"].contains($0.name)
      })
    else { return material }
    if let color = shading.at("diffuse", "color")?.floats, color.count >= 3 {
      material.baseColor = SIMD4(color[0], color[1], color[2], color.count > 3 ? color[3] : 1)
    }
    if let sampler = shading.at("diffuse", "texture")?.attributes["texture"] {
      material.baseColor = [1, 1, 1, 1]
      material.baseColorTexture = texture(sampler, profile, document)
    }
    return material
  }

  /// From a sampler by its surface to the image, or to the image at once.
  private static func texture(
    _ sampler: String, _ profile: XMLElement, _ document: COLLADADocument
  ) -> SceneTexture? {
    func parameter(_ name: String?) -> XMLElement? { profile.all("newparam").first { $0.attributes["sid"] == name } }
    let sampling = parameter(sampler)?["sampler2D"]
    let surface = parameter(sampling?["source"]?.line)?["surface"]
    let image = document.element(
      surface?["init_from"]?.line ?? sampling?["instance_image"]?.attributes["url"] ?? sampler)
    guard let image, image.name == "image", let source = image["init_from"] else { return nil }
    let path = source["ref"]?.line ?? source.line
    return path.isEmpty ? nil : SceneTexture(name: image.attributes["name"] ?? path, path: path.removingPercentEncoding)
  }
}
