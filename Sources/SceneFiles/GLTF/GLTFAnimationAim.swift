/// What a channel of a glTF animation moves: by a node and a path, or by KHR_animation_pointer's way into the JSON
/// ("/nodes/0/weights", "/meshes/0/weights/3").
package struct GLTFAnimationAim: Sendable, Equatable {
  package let nodes: [Int]
  /// "translation", "rotation", "scale" or "weights".
  package let path: String
  /// The one target that is moved; nil for all.
  package let target: Int?

  /// nil where a channel moves nothing of a node.
  package init?(_ target: JSONValue?, in json: JSONValue) {
    guard let path = target?["path"]?.text else { return nil }
    guard path == "pointer" else {
      guard let node = target?["node"]?.integer else { return nil }
      (nodes, self.path, self.target) = ([node], path, nil)
      return
    }
    let pointer = target?["extensions"]?["KHR_animation_pointer"]?["pointer"]?.text ?? ""
    let steps = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    guard (3...4).contains(steps.count), let number = Int(steps[1]), number >= 0 else { return nil }
    let one = steps.count == 4 ? Int(steps[3]) : nil
    guard steps.count == 3 || (steps[2] == "weights" && one ?? -1 >= 0) else { return nil }
    switch steps[0] {
    case "nodes": nodes = [number]
    case "meshes" where steps[2] == "weights":
      nodes = (json["nodes"]?.elements ?? []).enumerated().filter { $0.element["mesh"]?.integer == number }.map(
        \.offset)
    default: return nil
    }
    (self.path, self.target) = (steps[2], one)
  }
}
