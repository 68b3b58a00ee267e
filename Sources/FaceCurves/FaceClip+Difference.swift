extension FaceClip {
  /// The clip less another of its frames: weights and turns of all joints, below zero where the other has more.
  /// - Precondition: as many frames, at one rate.
  package func without(_ other: FaceClip) -> FaceClip {
    precondition(other.frameCount == frameCount && other.frameRate == frameRate)
    var difference = self
    for frame in 0..<frameCount {
      for channel in FaceChannel.allCases { difference[frame, channel] -= other[frame, channel] }
    }
    for joint in FaceJoint.allCases {
      guard let turns = other.track(joint) else { continue }
      for frame in 0..<frameCount {
        let own = difference[frame][joint] ?? .rest
        difference[frame][joint] = JointRotation(
          x: own.x - turns[frame].x, y: own.y - turns[frame].y, z: own.z - turns[frame].z)
      }
    }
    return difference
  }
}
