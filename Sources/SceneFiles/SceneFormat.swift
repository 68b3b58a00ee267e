package import Foundation

/// The scene formats that are read.
package enum SceneFormat: Sendable {
  case gltf, fbx, obj, collada

  /// By the file's first bytes; by its name where those say nothing.
  /// - Throws: ``SceneError`` `.fileNotFound`, `.formatUnknown`.
  package init(of url: URL) throws(SceneError) {
    guard let file = try? FileHandle(forReadingFrom: url), let head = try? file.read(upToCount: 4096) else {
      throw SceneError(.fileNotFound, "cannot read the rig '\(url.path)': is it there and readable?")
    }
    try? file.close()
    let suffix = url.pathExtension.lowercased()
    if head.starts(with: Data("glTF".utf8)) || suffix == "gltf" {
      self = .gltf
    } else if head.starts(with: FBXDocument.binaryMagic) || suffix == "fbx" {
      self = .fbx
    } else if suffix == "obj" {
      self = .obj
    } else if suffix == "dae" {
      self = .collada
    } else {
      throw SceneError(
        .formatUnknown,
        "'\(url.lastPathComponent)' is not a scene that can be read: export the rig as .glb, .gltf, .fbx, .dae or .obj")
    }
  }

  /// Endings of files that hold a scene.
  package static let suffixes: Set<String> = ["glb", "gltf", "vrm", "fbx", "dae", "obj"]
}
