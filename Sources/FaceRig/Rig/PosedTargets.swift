internal import FaceCurves

/// Targets of a mesh that show whole poses: how much of each pose a face shows is solved for, and every target has its share
/// of the poses that it is bound to.
struct PosedTargets: Sendable, Equatable {
  /// A target and its weight while the pose is whole.
  struct Bind: Sendable, Equatable {
    let pose: Int
    let target: Int
    let weight: Float
  }

  private let poses: [MouthPose]
  private let binds: [Bind]
  private let gaps: [String: Float]
  private let solve: MouthPoseSolve
  let targets: Set<Int>
  let channels: Set<FaceChannel>

  /// - Parameters:
  ///   - poses: all that the rig has, so that meshes which show only some of them move as the others do.
  ///   - gaps: how far poses part the lips of this head, by name, where that was measured.
  init(_ poses: [MouthPose], binds: [Bind], gaps: [String: Float] = [:]) {
    self.poses = poses
    self.binds = binds
    self.gaps = gaps
    solve = MouthPoseSolve(poses, gaps: gaps)
    targets = Set(binds.map(\.target))
    channels = Set(binds.flatMap { poses[$0.pose].recipe.keys })
  }

  /// Sets the weights of the targets under a face of `FaceChannel.count` weights.
  func set(_ weights: inout [Float], _ face: UnsafeBufferPointer<Float>) {
    for target in targets { weights[target] = 0 }
    let shares = solve.weights(face)
    for bind in binds { weights[bind.target] += shares[bind.pose] * bind.weight }
  }

  static func == (a: PosedTargets, b: PosedTargets) -> Bool {
    a.poses == b.poses && a.binds == b.binds && a.gaps == b.gaps
  }
}
