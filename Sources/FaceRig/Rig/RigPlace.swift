internal import Foundation
internal import SceneFiles

/// Where a rig lies: its scene, and its `rig.json` where there is one.
struct RigPlace {
  let scene: URL
  let description: RigDescription?

  /// `path`: a scene, or a folder with `rig.json`, an OBJ set or one scene in it.
  /// - Throws: ``RigError``.
  init(path: String) throws(RigError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw RigError(
        .fileNotFound,
        "there is no rig '\(path)': name a .glb, .gltf, .fbx, .dae or .obj file, or a folder with rig.json; 'mien rigs' lists those built in"
      )
    }
    let url = URL(fileURLWithPath: path)
    guard isFolder.boolValue else {
      (scene, description) = (url, nil)
      return
    }
    let descriptionURL = url.appendingPathComponent("rig.json")
    if FileManager.default.fileExists(atPath: descriptionURL.path) {
      guard let data = try? Data(contentsOf: descriptionURL),
        let description = try? JSONDecoder().decode(RigDescription.self, from: data)
      else {
        throw RigError(
          .rigFileInvalid, "'\(descriptionURL.path)' is not a rig description: it needs \"name\" and \"scene\"")
      }
      (scene, self.description) = (url.appendingPathComponent(description.scene), description)
      return
    }
    if let neutral = OBJSetReader.neutral(in: url) {
      (scene, description) = (neutral, nil)
      return
    }
    let scenes = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
      SceneFormat.suffixes.contains(($0 as NSString).pathExtension.lowercased())
    }
    guard scenes.count == 1 else {
      throw RigError(
        .fileNotFound, "the folder '\(path)' holds \(scenes.count) scenes and no rig.json: name the file to use")
    }
    (scene, description) = (url.appendingPathComponent(scenes[0]), nil)
  }
}
