internal import SceneFiles

/// The names under which Godot's glTF importer keeps a scene's nodes, bones and blend shapes: what a path cannot hold becomes
/// "_", and a name that is taken gets a number (godotengine/godot: gltf_document.cpp, importer_mesh.cpp, ustring.cpp).
struct GodotNames {
  /// By node.
  let nodes: [String]
  /// By node; bones are named beside the other bones of their skeleton.
  let bones: [String]

  init(_ scene: SceneModel) {
    var taken: Set<String> = [Self.skeleton]
    nodes = scene.nodes.map { node in
      let own = node.name.isEmpty ? (node.mesh == nil ? "Node" : "Mesh") : node.name
      return Self.unique(Self.replacing(".:@/\"%", in: own), separator: "", &taken)
    }
    var takenBones: Set<String> = []
    let joints = Set(scene.skins.flatMap(\.joints))
    bones = scene.nodes.indices.map { node in
      guard joints.contains(node) else { return "" }
      let own = scene.nodes[node].name
      return Self.unique(own.isEmpty ? "bone" : Self.replacing(":/", in: own), separator: "_", &takenBones)
    }
  }

  /// What the importer calls the node that holds the bones.
  static let skeleton = "Skeleton3D"

  static func blendShape(_ name: String) -> String { replacing(":", in: name) }

  private static func replacing(_ forbidden: String, in name: String) -> String {
    String(name.map { forbidden.contains($0) ? "_" : $0 })
  }

  private static func unique(_ name: String, separator: String, _ taken: inout Set<String>) -> String {
    var (unique, number) = (name, 1)
    while !taken.insert(unique).inserted {
      number += 1
      unique = "\(name)\(separator)\(number)"
    }
    return unique
  }
}
