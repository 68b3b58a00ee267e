package import FaceCurves

/// A node of the scene whose mesh has morph targets.
package struct MorphNode: Sendable {
  package let node: Int
  package let mesh: Int
  /// Names of the mesh's targets, in order; empty strings where the file names none.
  package let targetNames: [String]
  /// What drives each target; `nil` leaves it at rest.
  package let drivers: [TargetDriver?]

  /// Targets that show whole poses and are solved for, by their number.
  private let posedTargets: [Int]
  private let poses: [MouthPose]
  private let solve: MouthPoseSolve?

  init(node: Int, mesh: Int, targetNames: [String], drivers: [TargetDriver?], posed: [Int: MouthPose] = [:]) {
    self.node = node
    self.mesh = mesh
    self.targetNames = targetNames
    self.drivers = drivers
    posedTargets = posed.keys.sorted()
    poses = posedTargets.compactMap { posed[$0] }
    solve = posed.isEmpty ? nil : MouthPoseSolve(poses)
  }

  /// Channels that some target follows, alone or as part of a pose.
  package var channels: Set<FaceChannel> {
    Set(drivers.compactMap(\.self).flatMap { $0.terms.map(\.channel) }).union(poses.flatMap(\.recipe.keys))
  }

  /// Targets that follow the face.
  package var drivenTargets: [Int] { drivers.indices.filter { drivers[$0] != nil || posedTargets.contains($0) } }

  /// What `rig.json` calls a target: its name, or "#" and its number where it has none.
  package func reference(toTarget index: Int) -> String { RigRecognition.reference(to: targetNames[index], index) }

  /// Weights of all targets under a face, in order.
  package func weights(_ face: UnsafeBufferPointer<Float>, into weights: inout [Float]) {
    weights.removeAll(keepingCapacity: true)
    for driver in drivers { weights.append(driver?.weight(face) ?? 0) }
    guard let solve else { return }
    for (target, weight) in zip(posedTargets, solve.weights(face)) { weights[target] = weight }
  }

  /// Whether both nodes show the same weights under every face, so that one track serves both.
  package func movesAs(_ other: MorphNode) -> Bool {
    drivers == other.drivers && posedTargets == other.posedTargets && poses == other.poses
  }
}
