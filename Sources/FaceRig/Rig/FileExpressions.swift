internal import FaceCurves
internal import SceneFiles

/// What the file's own expressions (VRM's) say of its targets: an expression that is a channel drives what it binds, one that
/// is a pose shares in the solve.
struct FileExpressions {
  /// By mesh and target, as each expression binds it.
  private(set) var drivers: [Place: TargetDriver] = [:]
  /// The poses that some expression is, each once, and what it binds.
  private(set) var poses: [(pose: MouthPose, binds: [SceneExpression.Bind])] = []

  struct Place: Hashable {
    let mesh: Int
    let target: Int
  }

  init(_ scene: SceneModel) {
    for expression in scene.expressions {
      let binds = expression.binds.filter {
        scene.meshes.indices.contains($0.mesh) && scene.meshes[$0.mesh].targets.indices.contains($0.target)
      }
      guard !binds.isEmpty else { continue }
      // Lids are poses here: one at a time says all that both at once do.
      if let pose = RigVocabulary.pose(ofName: expression.name) {
        if !poses.contains(where: { $0.pose == pose }) { poses.append((pose, binds)) }
      } else if let driver = RigVocabulary.driver(ofName: expression.name) {
        for bind in binds { add(driver, bind) }
      }
    }
  }

  /// Several expressions that bind one target add up.
  private mutating func add(_ driver: TargetDriver, _ bind: SceneExpression.Bind) {
    var sum = drivers[Place(mesh: bind.mesh, target: bind.target)] ?? TargetDriver([])
    sum.terms += driver.terms.map { TargetDriver.Term($0.channel, gain: $0.gain * bind.weight, shareOf: $0.shareOf) }
    drivers[Place(mesh: bind.mesh, target: bind.target)] = sum
  }
}
