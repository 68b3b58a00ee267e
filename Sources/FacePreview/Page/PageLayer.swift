internal import FaceCurves

/// What a layer of acting adds to a page's clip: to its curves, and to the matrices that carry vertices.
struct PageLayer: Encodable {
  let name: String
  /// Numbers of the channels that it moves.
  let channels: [Int]
  /// Int16 a channel and frame, 16384 at 1.
  let curves: String
  /// Numbers of the matrices that it turns, by its channels or by its joints.
  let matrices: [Int]
  /// Float32, 12 a matrix and frame.
  let matrixFrames: String

  /// A layer that adds less to a channel does not move it.
  private static let leastChange: Float = 0.001
  /// The same of a matrix.
  private static let leastTurn: Float = 1e-6

  /// nil where it adds nothing.
  /// - Parameters:
  ///   - added: what it adds to the clip of `sampler`, frame by frame.
  ///   - shown: the page's channels.
  ///   - whole: the matrices of every frame with the layer in it.
  init?(
    _ name: String, _ added: FaceClip, of sampler: ClipSampler, shown: [FaceChannel], poses: PagePoses,
    whole: [[[Float]]]
  ) {
    let own = ClipSampler(added, at: sampler.frameRate)
    var columns = [[Float]](repeating: [], count: shown.count)
    var differences: [[[Float]]] = []
    var (face, part) = (
      [Float](repeating: 0, count: FaceChannel.count), [Float](repeating: 0, count: FaceChannel.count)
    )
    for frame in 0..<min(sampler.frameCount, own.frameCount) {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      part.withUnsafeMutableBufferPointer { own.sample(frame, into: $0) }
      for (column, channel) in shown.enumerated() { columns[column].append(part[channel.rawValue]) }
      for channel in face.indices { face[channel] -= part[channel] }
      var rotations: [FaceJoint: JointRotation] = [:]
      for joint in FaceJoint.allCases where sampler.clip.track(joint) != nil {
        let (all, turn) = (sampler.rotation(joint, frame), own.rotation(joint, frame))
        rotations[joint] = JointRotation(x: all.x - turn.x, y: all.y - turn.y, z: all.z - turn.z)
      }
      let without = poses.state(face, rotations).matrices
      differences.append(zip(whole[frame], without).map { zip($0, $1).map { $0 - $1 } })
    }
    let moved = columns.indices.filter { columns[$0].contains { abs($0) > Self.leastChange } }
    let turned = (whole.first ?? []).indices.filter { matrix in
      differences.contains { $0[matrix].contains { abs($0) > Self.leastTurn } }
    }
    guard !moved.isEmpty || !turned.isEmpty else { return nil }
    self.name = name
    channels = moved
    curves = PageHead.encoded(
      differences.indices.flatMap { frame in moved.map { PagePerformance.step(columns[$0][frame]) } })
    matrices = turned
    matrixFrames = PageHead.encoded(differences.flatMap { frame in turned.flatMap { frame[$0] } })
  }
}
