package import FaceCurves
internal import Foundation
package import SceneFiles

/// What a scene offers a face, whether it can be animated or not.
package struct RigInspection: Sendable {
  /// How much of a vocabulary the scene's targets are.
  package struct Recognition: Sendable {
    package let vocabulary: RigVocabulary
    /// Different names of the vocabulary among the targets, of `size`.
    package let found: Int
    package let size: Int
    /// Share of the scene's names, of targets and of the file's own expressions, that the vocabulary knows.
    package let share: Double
  }

  package let file: String
  package let scene: SceneModel
  /// The best first.
  package let recognitions: [Recognition]
  package let joints: [FaceJoint: RigJoint]
  package let missingChannels: [FaceChannel]
  /// Targets that nothing drives, by mesh.
  package let undriven: [String]

  /// Opens a scene, or a folder with `rig.json` or a scene.
  /// - Throws: ``RigError`` where it cannot be read at all; a scene without a face is not an error.
  package init(path: String) throws(RigError) {
    let place = try RigPlace(path: path)
    let scene = try RigSource.open(place.scene).scene
    let nodes = RigRecognition(stated: try place.description?.drivers() ?? [:]).morphNodes(of: scene)
    file = place.scene.lastPathComponent
    self.scene = scene
    let named = scene.meshes.flatMap { $0.targets.map(\.name) }
    let names = Set(named).union(scene.expressions.filter { !$0.binds.isEmpty }.map(\.name))
    recognitions = Self.recognitions(of: names)
    var joints: [FaceJoint: RigJoint] = [:]
    for joint in FaceJoint.allCases {
      joints[joint] =
        place.description?.joints?[joint.rawValue].flatMap { RigJoint.named($0.node, in: scene) }
        ?? RigJoint.recognised(joint, in: scene)
    }
    self.joints = joints
    let driven = nodes.reduce(into: Set<FaceChannel>()) { $0.formUnion($1.channels) }
    missingChannels = FaceChannel.arkit.filter { !driven.contains($0) }
    undriven = nodes.flatMap { node in
      let moving = Set(node.drivenTargets)
      return node.targetNames.enumerated().filter { !moving.contains($0.offset) }.map(\.element)
    }
  }

  /// The vocabularies that know most of the names first; one that knows none of its own beside a better one is left out.
  private static func recognitions(of names: Set<String>) -> [Recognition] {
    var explained: Set<String> = []
    let ordered = names.sorted()
    let read = TargetNames(ordered)
    let known = RigVocabulary.allCases.map { vocabulary -> (vocabulary: RigVocabulary, names: Set<String>) in
      (vocabulary, Set(read.known(to: vocabulary).map { ordered[$0] }))
    }
    return known.sorted { $0.names.count > $1.names.count }.compactMap { vocabulary, known -> Recognition? in
      guard !known.isSubset(of: explained) else { return nil }
      explained.formUnion(known)
      return Recognition(
        vocabulary: vocabulary, found: min(known.count, vocabulary.size), size: vocabulary.size,
        share: Double(known.count) / Double(names.count))
    }
  }
}
