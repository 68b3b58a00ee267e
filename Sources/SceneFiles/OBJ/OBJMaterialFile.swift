internal import Foundation

/// The surfaces of a Wavefront `.mtl`, by name.
struct OBJMaterialFile {
  private(set) var materials: [String: SceneMaterial] = [:]

  /// Lines that cannot be read are left out: a head is worth having without its color.
  init(_ text: String) {
    var current: SceneMaterial?
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      let values = words.dropFirst().prefix(3).compactMap { Float($0) }.filter(\.isFinite)
      let rest = words.dropFirst().joined(separator: " ")
      let opacity = current?.baseColor.w ?? 1
      switch words.first {
      case "newmtl":
        if let current { materials[current.name] = current }
        current = SceneMaterial(name: rest)
      case "Kd" where values.count == 3: current?.baseColor = SIMD4(SIMD3(values), opacity)
      case "d" where values.count == 1: current?.baseColor.w = values[0]
      case "Tr" where values.count == 1: current?.baseColor.w = 1 - values[0]
      case "Pr" where values.count == 1: current?.roughness = values[0]
      case "Pm" where values.count == 1: current?.metallic = values[0]
      case "map_Kd":
        // Options stand before the name.
        let name = words.dropFirst().first?.hasPrefix("-") == true ? words.last ?? "" : rest
        current?.baseColor = [1, 1, 1, opacity]
        current?.baseColorTexture = SceneTexture(name: name, path: name)
      default: continue
      }
    }
    if let current { materials[current.name] = current }
    for name in materials.keys where materials[name]!.baseColor.w < 1 { materials[name]!.transparency = .blended }
  }
}
