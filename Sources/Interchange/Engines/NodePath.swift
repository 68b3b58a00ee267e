internal import SceneFiles

/// Where engines find a node: the names from the scene's root to it.
struct NodePath {
  private let scene: SceneModel

  init(_ scene: SceneModel) { self.scene = scene }

  /// "Armature/Head"
  func path(of node: Int) -> String { ancestry(of: node).map { scene.nodes[$0].name }.joined(separator: "/") }

  /// The node's ancestors from the root on, and itself.
  func ancestry(of node: Int) -> [Int] {
    var nodes = [node]
    while let parent = scene.nodes[nodes[0]].parent { nodes.insert(parent, at: 0) }
    return nodes
  }

  /// The first joint above all joints that a node belongs to or is skinned to; nil for a node without a skeleton.
  func skeletonRoot(of node: Int) -> Int? {
    let joints = Set(scene.skins.flatMap(\.joints))
    if let skin = scene.nodes[node].skin, scene.skins.indices.contains(skin), let joint = scene.skins[skin].joints.first
    {
      return ancestry(of: joint).first { joints.contains($0) }
    }
    return joints.contains(node) ? ancestry(of: node).first { joints.contains($0) } : nil
  }
}
