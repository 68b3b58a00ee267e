/// What follows from who is whose parent.
package struct SceneTree: Sendable {
  private let nodes: [SceneNode]

  package init(_ nodes: [SceneNode]) { self.nodes = nodes }

  /// Whether no node is among its own ancestors.
  package var isTree: Bool {
    var isRooted = [Bool](repeating: false, count: nodes.count)
    for start in nodes.indices where !isRooted[start] {
      var path: Set<Int> = []
      var node: Int? = start
      while let current = node, !isRooted[current] {
        guard path.insert(current).inserted else { return false }
        node = nodes[current].parent
      }
      for visited in path { isRooted[visited] = true }
    }
    return true
  }

  /// From a node's own space to the scene's.
  package func globalMatrix(of node: Int) -> SceneMatrix {
    var matrix = nodes[node].transform.matrix
    var parent = nodes[node].parent
    while let current = parent {
      matrix = nodes[current].transform.matrix * matrix
      parent = nodes[current].parent
    }
    return matrix
  }

  package func children(of node: Int) -> [Int] { nodes.indices.filter { nodes[$0].parent == node } }
}
