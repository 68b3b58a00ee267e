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
    let names = scene.meshes.map { TargetNames($0.targets.map(\.name)) }
    let drivers = scene.meshes.indices.map { self.drivers(of: $0, scene, names[$0], expressions) }
    let shown = Self.shown(expressions, whereDriven: drivers)
    let shares = scene.meshes.indices.map { self.shares($0, names[$0], drivers[$0], shown) }
    // One measure for all meshes of a head, so that they move alike.
    let gaps = scene.meshes.indices.lazy.compactMap { mesh in
      shares[mesh].flatMap { PosedLips(scene.meshes[mesh], $0.poses, $0.binds)?.gaps }
    }.first
    let posed = shares.map { share in share.map { PosedTargets($0.poses, binds: $0.binds, gaps: gaps ?? [:]) } }
    return scene.nodes.indices.compactMap { index in
      guard let mesh = scene.nodes[index].mesh, !scene.meshes[mesh].targets.isEmpty else { return nil }
      return MorphNode(
        node: index, mesh: mesh, targetNames: scene.meshes[mesh].targets.map(\.name), drivers: drivers[mesh],
        restWeights: scene.restWeights(of: index), posed: posed[mesh])
    }
  }

  /// What `rig.json` calls a target: its name, or its number where it has none.
  static func reference(to name: String, _ index: Int) -> String { name.isEmpty ? number(index) : name }

  /// A target by its number alone, by which `rig.json` may call one whose name says nothing.
  static func number(_ index: Int) -> String { "#\(index)" }

  private func drivers(
    of mesh: Int, _ scene: SceneModel, _ names: TargetNames, _ expressions: FileExpressions
  ) -> [TargetDriver?] {
    var drivers = scene.meshes[mesh].targets.enumerated().map { index, target in
      stated[Self.reference(to: target.name, index)]
        ?? expressions.drivers[FileExpressions.Place(mesh: mesh, target: index)]
    }
    let named = names.drivers { drivers[$0] == nil }
    for index in drivers.indices where drivers[index] == nil {
      drivers[index] = named[index] ?? stated[Self.number(index)]
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
  private func shares(
    _ mesh: Int, _ names: TargetNames, _ drivers: [TargetDriver?],
    _ shown: [(pose: MouthPose, binds: [SceneExpression.Bind])]
  ) -> (poses: [MouthPose], binds: [PosedTargets.Bind])? {
    var poses = shown.map(\.pose)
    var binds = shown.enumerated().flatMap { number, entry in
      entry.binds.filter { $0.mesh == mesh && drivers[$0.target] == nil }.map {
        PosedTargets.Bind(pose: number, target: $0.target, weight: $0.weight)
      }
    }
    let driven = Set(drivers.compactMap(\.self).flatMap(\.terms).map(\.channel))
    let named = names.poses.filter { drivers[$0.key] == nil && $0.value.isFree(of: driven) }
    // One lid at a time says all that both lids at once do.
    let hasLids = named.values.contains { $0.name == MouthPose.leftBlinkName }
    for (target, pose) in named.sorted(by: { $0.key < $1.key }) where !hasLids || pose.name != MouthPose.blinkName {
      let isKnown = shown.contains { $0.pose.name == pose.name } || binds.contains { $0.target == target }
      // A lid, or both, where the file's expressions have the other.
      let isLid = pose.isBlink && shown.contains { $0.pose.isBlink }
      guard !isKnown, !isLid else { continue }
      binds.append(PosedTargets.Bind(pose: poses.count, target: target, weight: 1))
      poses.append(pose)
    }
    return binds.isEmpty ? nil : (poses, binds)
  }
}
