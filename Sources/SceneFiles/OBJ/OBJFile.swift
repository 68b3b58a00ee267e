internal import Foundation

/// A Wavefront OBJ: vertices, faces and the names of their materials.
struct OBJFile {
  private(set) var mesh: SceneMesh
  private(set) var materialNames: [String] = []
  /// Files that say what the materials are.
  private(set) var materialFiles: [String] = []

  /// `isHidden`: groups whose faces are left out; their vertices stay.
  /// - Throws: ``SceneError`` `.fileNotFound`, `.damaged` with the line.
  init(contentsOf url: URL, isHidden: (_ group: String) -> Bool = { _ in false }) throws(SceneError) {
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw SceneError(.fileNotFound, "cannot read the rig '\(url.path)': is it there and readable?")
    }
    mesh = SceneMesh(name: url.deletingPathExtension().lastPathComponent)
    var normals: [SIMD3<Float>] = []
    var coordinates: [SIMD2<Float>] = []
    var material = -1
    var isShown = true
    for (number, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      guard let keyword = words.first else { continue }
      func damaged() -> SceneError {
        SceneError(
          .damaged,
          "line \(number + 1) of '\(url.lastPathComponent)' cannot be read ('\(String(decoding: line.prefix(60), as: UTF8.self))'): export it again"
        )
      }
      func values(_ count: Int) throws(SceneError) -> [Float] {
        let values = words.dropFirst().prefix(count).compactMap { Float($0) }
        guard values.count == count else { throw damaged() }
        return values
      }
      switch keyword {
      case "v": mesh.positions.append(SIMD3(try values(3)))
      case "vn": normals.append(SIMD3(try values(3)))
      case "vt":
        let value = try values(2)
        coordinates.append(SIMD2(value[0], 1 - value[1]))
      case "g": isShown = !isHidden(words.dropFirst().joined(separator: " "))
      case "mtllib": materialFiles.append(words.dropFirst().joined(separator: " "))
      case "usemtl":
        let name = words.dropFirst().joined(separator: " ")
        material = materialNames.firstIndex(of: name) ?? materialNames.count
        if material == materialNames.count { materialNames.append(name) }
      case "f":
        guard isShown else { continue }
        guard addFace(words.dropFirst(), material, normals, coordinates) else { throw damaged() }
      default: continue
      }
    }
    if mesh.faceMaterials.allSatisfy({ $0 < 0 }) { mesh.faceMaterials = [] }
    if mesh.cornerNormals.count != mesh.corners.count { mesh.cornerNormals = [] }
    if mesh.cornerTextureCoordinates.count != mesh.corners.count { mesh.cornerTextureCoordinates = [] }
  }

  private mutating func addFace(
    _ words: some Collection<Substring>, _ material: Int, _ normals: [SIMD3<Float>], _ coordinates: [SIMD2<Float>]
  ) -> Bool {
    guard words.count >= 3 else { return false }
    func place(_ text: Substring, _ count: Int) -> Int? {
      guard let number = Int(text), number != 0 else { return nil }
      let index = number > 0 ? number - 1 : count + number
      return (0..<count).contains(index) ? index : nil
    }
    for word in words {
      let parts = word.split(separator: "/", omittingEmptySubsequences: false)
      guard let vertex = place(parts[0], mesh.positions.count) else { return false }
      mesh.corners.append(UInt32(vertex))
      if parts.count > 1, let coordinate = place(parts[1], coordinates.count) {
        mesh.cornerTextureCoordinates.append(coordinates[coordinate])
      }
      if parts.count > 2, let normal = place(parts[2], normals.count) { mesh.cornerNormals.append(normals[normal]) }
    }
    mesh.faceSizes.append(UInt32(words.count))
    mesh.faceMaterials.append(material)
    return true
  }
}
