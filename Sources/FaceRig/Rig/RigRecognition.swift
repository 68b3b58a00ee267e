internal import FaceCurves
internal import SceneFiles

/// Finds out what drives each target of a scene: `rig.json` first, then names, the vocabularies in their order.
struct RigRecognition {
  private let stated: [String: TargetDriver]

  init(stated: [String: TargetDriver]) { self.stated = stated }

  /// Every node whose mesh has targets.
  func morphNodes(of scene: SceneModel) -> [MorphNode] {
    scene.nodes.indices.compactMap { index in
      guard let mesh = scene.nodes[index].mesh, !scene.meshes[mesh].targets.isEmpty else { return nil }
      let names = scene.meshes[mesh].targets.map(\.name)
      let meanings = meanings(of: mesh, names, scene)
      let drivers = names.enumerated().map { stated[Self.reference(to: $1, $0)] ?? recognised(meanings[$0]) }
      return MorphNode(node: index, mesh: mesh, targetNames: names, drivers: drivers, posed: poses(meanings, drivers))
    }
  }

  /// The targets' names; for one that no vocabulary has, the name of the expression that it shows most of.
  private func meanings(of mesh: Int, _ names: [String], _ scene: SceneModel) -> [String] {
    var meanings = names
    var shares = [Float](repeating: 0, count: names.count)
    for expression in scene.expressions where RigVocabulary.allCases.contains(where: { $0.knows(expression.name) }) {
      guard let bind = expression.binds.filter({ $0.mesh == mesh }).max(by: { $0.weight < $1.weight }),
        names.indices.contains(bind.target), bind.weight > shares[bind.target],
        !RigVocabulary.allCases.contains(where: { $0.knows(names[bind.target]) })
      else { continue }
      meanings[bind.target] = expression.name
      shares[bind.target] = bind.weight
    }
    return meanings
  }

  /// What `rig.json` calls a target: its name, or its number where it has none.
  static func reference(to name: String, _ index: Int) -> String { name.isEmpty ? "#\(index)" : name }

  private func recognised(_ name: String) -> TargetDriver? {
    for vocabulary in RigVocabulary.allCases {
      if let driver = vocabulary.driver(ofTarget: name) { return driver }
    }
    return nil
  }

  /// Whole mouth poses, where no target follows the jaw or the lips by itself.
  private func poses(_ names: [String], _ drivers: [TargetDriver?]) -> [Int: MouthPose] {
    let driven = drivers.compactMap(\.self).flatMap(\.terms).map(\.channel)
    let mouthIsDriven = driven.contains(.jawOpen)
    for vocabulary in RigVocabulary.allCases {
      var found: [Int: MouthPose] = [:]
      for (index, name) in names.enumerated() where drivers[index] == nil {
        guard let pose = vocabulary.pose(ofTarget: name) else { continue }
        let isBlink = pose.recipe.keys.contains { $0.name.hasPrefix("eye") }
        if isBlink ? !driven.contains(.eyeBlinkLeft) : !mouthIsDriven { found[index] = pose }
      }
      // One lid at a time says all that both lids at once do.
      if found.values.contains(where: { $0.name == "blinkleft" }) { found = found.filter { $0.value.name != "blink" } }
      if found.count > 1 { return found }
    }
    return [:]
  }
}
