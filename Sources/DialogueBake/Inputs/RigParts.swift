internal import Foundation

/// The files that a rig is read from, told by their names alone.
enum RigParts {
  private static let sceneEnds: Set<String> = ["glb", "gltf", "vrm", "fbx", "dae", "obj"]
  /// What lies beside an OBJ and is read with it.
  private static let shapeEnds: Set<String> = ["obj", "mtl", "target"]
  private static let description = "rig.json"

  /// Of a folder: its description and the scene that names, or every scene in it.
  static func files(inFolder folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    func path(_ name: String) -> String { (folder as NSString).appendingPathComponent(name) }
    guard names.contains(description) else {
      return names.filter { sceneEnds.contains(end($0)) }.flatMap { files(ofScene: path($0)) }
    }
    let stated = FileManager.default.contents(atPath: path(description)).flatMap {
      try? JSONSerialization.jsonObject(with: $0) as? [String: Any]
    }
    return [path(description)] + ((stated?["scene"] as? String).map { files(ofScene: path($0)) } ?? [])
  }

  /// Of a scene: itself, and of an OBJ the shapes and materials beside it and a folder below.
  static func files(ofScene scene: String) -> [String] {
    guard end(scene) == "obj" else { return [scene] }
    let parent = (scene as NSString).deletingLastPathComponent
    let folder = parent.isEmpty ? "." : parent
    var found = [scene]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      let path = (folder as NSString).appendingPathComponent(name)
      if shapeEnds.contains(end(name)) { found.append(path) }
      found += ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { end($0) == "target" }.map {
        (path as NSString).appendingPathComponent($0)
      }
    }
    return found
  }

  /// Whether a name is one of a scene.
  static func isScene(_ name: String) -> Bool { sceneEnds.contains(end(name)) }

  private static func end(_ name: String) -> String { (name as NSString).pathExtension.lowercased() }
}
