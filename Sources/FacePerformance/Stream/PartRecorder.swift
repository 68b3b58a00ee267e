internal import FaceCurves

/// What each layer of acting adds to a face, frame by frame.
struct PartRecorder {
  /// Row-major `[frames, FaceChannel.count]`, below zero where a layer takes away.
  private var weights: [ActingLayer: [Float]] = [:]
  private var turns: [ActingLayer: [FaceJoint: [JointRotation]]] = [:]

  /// Takes what a layer made of some faces.
  mutating func add(_ layer: ActingLayer, before: FaceFrames, after: FaceFrames) {
    var sums = weights.removeValue(forKey: layer) ?? [Float](repeating: 0, count: before.weights.count)
    before.weights.withUnsafeBufferPointer { old in
      after.weights.withUnsafeBufferPointer { new in
        for index in sums.indices { sums[index] += new[index] - old[index] }
      }
    }
    weights[layer] = sums
    for joint in FaceJoint.allCases {
      guard let new = after.track(joint) else { continue }
      let old = before.track(joint)
      var track = turns[layer]?.removeValue(forKey: joint) ?? [JointRotation](repeating: .rest, count: new.count)
      for frame in track.indices {
        let (a, b) = (old?[frame] ?? .rest, new[frame])
        track[frame].x += b.x - a.x
        track[frame].y += b.y - a.y
        track[frame].z += b.z - a.z
      }
      turns[layer, default: [:]][joint] = track
    }
  }

  /// What the layers that acted added, each as faces of its own.
  func parts() -> [ActingLayer: FaceFrames] {
    weights.reduce(into: [:]) { parts, entry in
      var faces = FaceFrames(weights: entry.value)
      for (joint, track) in turns[entry.key] ?? [:] where track.contains(where: { $0 != .rest }) {
        for frame in track.indices { faces.set(joint, at: frame, to: track[frame]) }
      }
      parts[entry.key] = faces
    }
  }
}
