internal import FaceRig
internal import SceneFiles

/// The blend shapes of all meshes under names of their own: UsdSkel matches weights by name.
struct USDShapeNames {
  /// Nodes whose weights make up the animation's row; a mesh that several nodes wear counts once.
  let ordered: [MorphNode]
  /// The row's names.
  let all: [String]
  private let byMesh: [Int: [String]]

  init(_ rig: Rig) {
    var ordered: [MorphNode] = []
    var all: [String] = []
    var byMesh: [Int: [String]] = [:]
    var names = USDNames()
    for morph in rig.morphNodes where byMesh[morph.mesh] == nil {
      let own = morph.targetNames.map { names.name(for: $0) }
      byMesh[morph.mesh] = own
      ordered.append(morph)
      all += own
    }
    self.ordered = ordered
    self.all = all
    self.byMesh = byMesh
  }

  func names(ofMesh mesh: Int) -> [String] { byMesh[mesh] ?? [] }
}
