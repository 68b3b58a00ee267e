package import FaceCurves
internal import SceneFiles

/// A node of the scene whose mesh has morph targets.
package struct MorphNode: Sendable {
  package let node: Int
  package let mesh: Int
  /// Names of the mesh's targets, in order; empty strings where the file names none.
  package let targetNames: [String]
  /// What drives each target; `nil` leaves it at rest.
  package let drivers: [TargetDriver?]
  /// Weights of the targets while nothing drives them, as the file has them.
  package let restWeights: [Float]

  /// Targets that show whole poses, which are solved for.
  private let posed: PosedTargets?
  /// Targets that correct others on their way.
  private let corrections: [InBetweenCorrection]

  init(
    node: Int, mesh: Int, targetNames: [String], drivers: [TargetDriver?], restWeights: [Float],
    posed: PosedTargets? = nil, corrections: [InBetweenCorrection] = []
  ) {
    self.node = node
    self.mesh = mesh
    self.targetNames = targetNames
    self.drivers = drivers
    self.restWeights = restWeights
    self.posed = posed
    self.corrections = corrections
  }

  /// The node in a scene whose mesh has more targets behind its own, which correct them.
  func corrected(by corrections: [InBetweenCorrection], names: [String]) -> MorphNode {
    let added = names.count - targetNames.count
    return MorphNode(
      node: node, mesh: mesh, targetNames: names, drivers: drivers + Array(repeating: nil, count: added),
      restWeights: restWeights + Array(repeating: 0, count: added), posed: posed, corrections: corrections)
  }

  /// Channels that some target follows, alone or as part of a pose.
  package var channels: Set<FaceChannel> {
    Set(drivers.compactMap(\.self).flatMap { $0.terms.map(\.channel) }).union(posed?.channels ?? [])
  }

  /// Targets that follow the face.
  package var drivenTargets: [Int] {
    let own = drivers.indices.filter { drivers[$0] != nil || posed?.targets.contains($0) ?? false }
    return own + corrections.filter { own.contains($0.corrected) }.map(\.target)
  }

  /// What `rig.json` calls a target: its name, or "#" and its number where it has none.
  package func reference(toTarget index: Int) -> String { RigRecognition.reference(to: targetNames[index], index) }

  /// Weights of all targets under a face, in order.
  package func weights(_ face: UnsafeBufferPointer<Float>, into weights: inout [Float]) {
    weights.removeAll(keepingCapacity: true)
    for (driver, rest) in zip(drivers, restWeights) { weights.append(driver?.weight(face) ?? rest) }
    posed?.set(&weights, face)
    for correction in corrections {
      weights[correction.target] = correction.weight(at: weights[correction.corrected])
    }
  }

  /// Weights of the targets under a face at rest.
  package var restPose: [Float] {
    var pose: [Float] = []
    [Float](repeating: 0, count: FaceChannel.count).withUnsafeBufferPointer { weights($0, into: &pose) }
    return pose
  }

  /// Whether both nodes show the same weights under every face, so that one track serves both.
  package func movesAs(_ other: MorphNode) -> Bool {
    drivers == other.drivers && restWeights == other.restWeights && posed == other.posed
      && corrections == other.corrections
  }
}
