internal import Foundation

/// Fetches images that a scene only names, from where tools leave them: beside it, under `textures`, in its `.fbm` folder.
struct TextureFinder {
  private let folder: URL
  private let stem: String

  /// Larger files are no textures of a face.
  private static let mostBytes = 256 << 20

  init(scene url: URL) {
    folder = url.deletingLastPathComponent()
    stem = url.deletingPathExtension().lastPathComponent
  }

  /// Fills the content of every texture whose file is there, is a PNG or a JPEG, and has a plausible size.
  func fill(_ model: inout SceneModel) {
    var found: [String: Data] = [:]
    for index in model.materials.indices {
      guard let texture = model.materials[index].baseColorTexture, texture.content == nil, let path = texture.path
      else {
        continue
      }
      if found[path] == nil { found[path] = content(path) }
      model.materials[index].baseColorTexture?.content = found[path]
    }
  }

  private func content(_ path: String) -> Data? {
    let parts = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).map(String.init)
    guard let name = parts.last else { return nil }
    let places = [parts.joined(separator: "/"), name, "textures/\(name)", "Textures/\(name)", "\(stem).fbm/\(name)"]
    // A way from the root is another machine's; one that climbs out of the scene's folder is not followed.
    for place in places where !place.split(separator: "/").contains("..") {
      let url = folder.appendingPathComponent(place)
      guard let size = try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize, size <= Self.mostBytes,
        let data = try? Data(contentsOf: url, options: .mappedIfSafe), Self.isImage(data)
      else { continue }
      return data
    }
    return nil
  }

  static func isImage(_ data: Data) -> Bool {
    data.starts(with: [0x89, 0x50, 0x4E, 0x47]) || data.starts(with: [0xFF, 0xD8, 0xFF])
  }
}
