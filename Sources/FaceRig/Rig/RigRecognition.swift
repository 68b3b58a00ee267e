internal import FaceCurves
internal import SceneFiles

/// Finds out what drives each target of a scene: `rig.json` first, then the file's own expressions, then names, the
/// vocabularies in their order.
struct RigRecognition {
  private let stated: [String: TargetDriver]

  init(stated: [String: TargetDriver]) { self.stated = stated }

  /// Every node whose mesh has targets.
  func morphNodes(of scene: SceneModel) -> [MorphNode] {
    let expressions = FileExpressions(scene)
    let drivers = scene.meshes.indices.map { self.drivers(of: $0, scene, expressions) }
    let shown = Self.shown(expressions, whereDriven: drivers)
    return scene.nodes.indices.compactMap { index in
      guard let mesh = scene.nodes[index].mesh, !scene.meshes[mesh].targets.isEmpty else { return nil }
      let names = scene.meshes[mesh].targets.map(\.name)
      return MorphNode(
        node: index, mesh: mesh, targetNames: names, drivers: drivers[mesh], restWeights: scene.restWeights(of: index),
        posed: self.posed(mesh, names, drivers[mesh], shown))
    }
  }

  /// What `rig.json` calls a target: its name, or its number where it has none.
  static func reference(to name: String, _ index: Int) -> String { name.isEmpty ? number(index) : name }

  /// A target by its number alone, by which `rig.json` may call one whose name says nothing.
  static func number(_ index: Int) -> String { "#\(index)" }

  private func drivers(of mesh: Int, _ scene: SceneModel, _ expressions: FileExpressions) -> [TargetDriver?] {
    let drivers = scene.meshes[mesh].targets.enumerated().map { index, target in
      stated[Self.reference(to: target.name, index)]
        ?? expressions.drivers[FileExpressions.Place(mesh: mesh, target: index)]
        ?? RigVocabulary.driver(ofName: target.name) ?? stated[Self.number(index)]
    }
    return Self.closingAsTheJawOpens(drivers)
  }

  /// `mouthClose` brings together the lips that `jawOpen` parts: where the jaw has a gain and the corrective none of its own,
  /// it takes the jaw's, or the lips would sink into each other.
  private static func closingAsTheJawOpens(_ drivers: [TargetDriver?]) -> [TargetDriver?] {
    let gains = Set(
      drivers.compactMap { driver -> Float? in
        guard let driver, driver.terms.count == 1, driver.terms[0].channel == .jawOpen else { return nil }
        return driver.terms[0].gain
      })
    guard gains.count == 1, let gain = gains.first, gain != 1, gain > 0 else { return drivers }
    return drivers.map { driver in
      guard driver?.channel == .mouthClose else { return driver }
      return TargetDriver([TargetDriver.Term(.mouthClose, gain: gain)])
    }
  }

  /// The file's own poses of what no target follows by itself.
  private static func shown(
    _ expressions: FileExpressions, whereDriven drivers: [[TargetDriver?]]
  ) -> [(pose: MouthPose, binds: [SceneExpression.Bind])] {
    let driven = Set(drivers.joined().compactMap(\.self).flatMap(\.terms).map(\.channel))
    let shown = expressions.poses.filter { $0.pose.isFree(of: driven) }
    // One lid at a time says all that both lids at once do.
    let hasLids = shown.contains { $0.pose.name == MouthPose.leftBlinkName }
    return shown.filter { !hasLids || $0.pose.name != MouthPose.blinkName }
  }

  /// Targets of whole poses: those that the file's expressions bind, and those whose names say so.
  private func posed(
    _ mesh: Int, _ names: [String], _ drivers: [TargetDriver?],
    _ shown: [(pose: MouthPose, binds: [SceneExpression.Bind])]
  ) -> PosedTargets? {
    var poses = shown.map(\.pose)
    var binds = shown.enumerated().flatMap { number, entry in
      entry.binds.filter { $0.mesh == mesh && drivers[$0.target] == nil }.map {
        PosedTargets.Bind(pose: number, target: $0.target, weight: $0.weight)
      }
    }
    for (target, pose) in named(names, drivers).sorted(by: { $0.key < $1.key }) {
      let isKnown = shown.contains { $0.pose.name == pose.name } || binds.contains { $0.target == target }
      // A lid, or both, where the file's expressions have the other.
      let isLid = pose.isBlink && shown.contains { $0.pose.isBlink }
      guard !isKnown, !isLid else { continue }
      binds.append(PosedTargets.Bind(pose: poses.count, target: target, weight: 1))
      poses.append(pose)
    }
    return binds.isEmpty ? nil : PosedTargets(poses, binds: binds)
  }

  /// Whole poses by the names of targets, where no target follows the jaw or the lids by itself.
  private func named(_ names: [String], _ drivers: [TargetDriver?]) -> [Int: MouthPose] {
    let driven = Set(drivers.compactMap(\.self).flatMap(\.terms).map(\.channel))
    for vocabulary in RigVocabulary.allCases {
      var found: [Int: MouthPose] = [:]
      for (index, name) in names.enumerated() where drivers[index] == nil {
        guard let pose = vocabulary.pose(ofTarget: name), pose.isFree(of: driven) else { continue }
        found[index] = pose
      }
      // One lid at a time says all that both lids at once do.
      if found.values.contains(where: { $0.name == MouthPose.leftBlinkName }) {
        found = found.filter { $0.value.name != MouthPose.blinkName }
      }
      if found.count > 1 { return found }
    }
    return [:]
  }
}
