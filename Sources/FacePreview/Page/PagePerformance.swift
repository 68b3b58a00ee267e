internal import FaceCurves
internal import FaceRig
internal import Foundation

/// A clip as a page's script plays it, and what each channel does by itself.
struct PagePerformance: Encodable {
  struct Effect: Encodable {
    let name: String
    /// Number of a target and its weight at the channel's 1.
    let targets: [[Float]]
    /// Number of a matrix and what it gains at the channel's 1.
    let matrices: [[Float]]
  }

  let framesPerSecond: Double
  let frameCount: Int
  /// Int16 a target and frame, 16384 at 1.
  let weights: String
  let targetCount: Int
  /// At rest, 12 numbers a matrix.
  let restMatrices: [[Float]]
  let movingMatrices: [Int]
  /// Float32, 12 a moving matrix and frame.
  let matrixFrames: String
  /// The clip's own curves of `channels`, Int16 a channel and frame, 16384 at 1.
  let curves: String
  let channels: [Effect]
  /// Those that add anything.
  let layers: [PageLayer]

  init(_ stage: HeadStage, _ clip: FaceClip, _ layers: [(name: String, clip: FaceClip)], _ rate: FrameRate) {
    let sampler = ClipSampler(clip, at: rate, readout: stage.rig.lipReadout)
    let poses = PagePoses(stage)
    var face = [Float](repeating: 0, count: FaceChannel.count)
    let rest = poses.state(face)
    channels = FaceChannel.allCases.compactMap { channel in
      face = [Float](repeating: 0, count: FaceChannel.count)
      face[channel.rawValue] = 1
      let full = poses.state(face)
      let targets = zip(full.weights, rest.weights).enumerated().compactMap { index, pair in
        pair.0 == pair.1 ? nil : [Float(index), pair.0 - pair.1]
      }
      let matrices = zip(full.matrices, rest.matrices).enumerated().compactMap { index, pair in
        pair.0 == pair.1 ? nil : [Float(index)] + zip(pair.0, pair.1).map { $0 - $1 }
      }
      return targets.isEmpty && matrices.isEmpty
        ? nil : Effect(name: channel.name, targets: targets, matrices: matrices)
    }
    let shown = channels.compactMap { FaceChannel(name: $0.name) }
    var (weights, curves): ([Int16], [Int16]) = ([], [])
    var frames: [[[Float]]] = []
    for frame in 0..<sampler.frameCount {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      var rotations: [FaceJoint: JointRotation] = [:]
      for joint in clip.rotations.keys { rotations[joint] = sampler.rotation(joint, frame) }
      let now = poses.state(face, rotations)
      weights += now.weights.map(Self.step)
      curves += shown.map { Self.step(face[$0.rawValue]) }
      frames.append(now.matrices)
    }
    self.layers = layers.compactMap { name, added in
      PageLayer(name, added, of: sampler, shown: shown, poses: poses, whole: frames)
    }
    let moving = rest.matrices.indices.filter { matrix in frames.contains { $0[matrix] != rest.matrices[matrix] } }
    framesPerSecond = rate.framesPerSecond
    frameCount = sampler.frameCount
    self.weights = PageHead.encoded(weights)
    self.curves = PageHead.encoded(curves)
    targetCount = rest.weights.count
    restMatrices = rest.matrices
    movingMatrices = moving
    matrixFrames = PageHead.encoded(frames.flatMap { frame in moving.flatMap { frame[$0] } })
  }

  static func step(_ weight: Float) -> Int16 {
    guard weight.isFinite else { return 0 }
    return Int16(max(-32767, min(32767, (weight * 16384).rounded())))
  }
}
