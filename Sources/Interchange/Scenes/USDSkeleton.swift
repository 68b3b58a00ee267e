internal import FaceRig
internal import SceneFiles

/// The joints of a rig as UsdSkel wants them: skins' joints and the face's own, parents before children.
struct USDSkeleton {
  /// Nodes, in the skeleton's order.
  let nodes: [Int]
  /// "neck/head/jaw"
  let paths: [String]
  /// In the skeleton's space, at binding.
  let bindMatrices: [SceneMatrix]
  /// In the space of the joint above.
  let restTransforms: [SceneTransform]

  private let places: [Int: Int]

  init(_ rig: Rig) {
    let scene = rig.scene
    let tree = NodePath(scene)
    let wanted = Set(scene.skins.flatMap(\.joints) + rig.joints.values.map(\.node))
    let ordered = wanted.sorted { a, b in
      let (x, y) = (tree.ancestry(of: a), tree.ancestry(of: b))
      return x.count == y.count ? a < b : x.count < y.count
    }
    var places: [Int: Int] = [:]
    var names: [Int: USDNames] = [:]
    var paths: [String] = []
    var binds: [SceneMatrix] = []
    var rests: [SceneTransform] = []
    let globals = SceneTree(scene.nodes)
    for node in ordered {
      let above = tree.ancestry(of: node).dropLast().last { wanted.contains($0) }
      let name = names[above ?? -1, default: USDNames()].name(for: scene.nodes[node].name)
      paths.append((above.flatMap { places[$0] }.map { paths[$0] + "/" } ?? "") + name)
      places[node] = places.count
      var bind = globals.globalMatrix(of: node)
      for (number, skin) in scene.skins.enumerated() {
        guard let place = skin.joints.firstIndex(of: node), let inverse = skin.inverseBindMatrices[place].inverse,
          let wearer = scene.nodes.firstIndex(where: { $0.skin == number && $0.mesh != nil })
        else { continue }
        bind = globals.globalMatrix(of: wearer) * inverse
        break
      }
      binds.append(bind)
      let parent = above.map { globals.globalMatrix(of: $0) } ?? .identity
      rests.append(SceneTransform((parent.inverse ?? .identity) * globals.globalMatrix(of: node)))
    }
    nodes = ordered
    self.paths = paths
    bindMatrices = binds
    restTransforms = rests
    self.places = places
  }

  func place(of node: Int) -> Int? { places[node] }

  /// The joint that a node without a skin hangs below.
  func joint(above node: Int, in scene: SceneModel) -> Int? {
    NodePath(scene).ancestry(of: node).last { places[$0] != nil }.flatMap { places[$0] }
  }
}
