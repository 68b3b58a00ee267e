public import FaceCurves

/// Brings the lips of one rig together where the pose that shuts a real mouth leaves them apart.
public struct LipSeal: Sendable {
  /// What the rig's channels do to its lips.
  public let lips: LipReadout
  private let pose: LipPose

  /// A seal for the rig whose lips are read so.
  public init(_ lips: LipReadout) {
    self.lips = lips
    pose = LipPose(lips)
  }

  /// Shapes that press lips together, in the order in which they are asked.
  private static let presses: [FaceChannel] = [
    .mouthRollLower, .mouthShrugLower, .mouthPressLeft, .mouthPressRight, .mouthRollUpper,
  ]
  /// Shapes that hold lips apart, in the order in which they are let go.
  private static let partings: [FaceChannel] = [
    .mouthFunnel, .mouthPucker, .mouthRollUpper, .mouthRollLower, .mouthShrugLower, .noseSneerLeft, .noseSneerRight,
  ]

  /// Shuts the lips of a face as far as the rig's shapes can.
  /// - Returns: whether they touch.
  @discardableResult
  public func shut(_ face: inout Face) -> Bool {
    let gap = ClosureGuarantee.shutGap
    pose.raise(.mouthClose, to: face[.jawOpen], in: &face, until: gap)
    for channel in Self.presses { pose.raise(channel, to: 1, in: &face, until: gap) }
    for channel in Self.partings { pose.lower(channel, in: &face, until: gap) }
    pose.narrowJaw(in: &face, until: gap)
    return lips.gap(face) <= LipReadout.closedGap
  }
}
