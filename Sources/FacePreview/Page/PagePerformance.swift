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

  /// What a layer of acting adds.
  struct Layer: Encodable {
    let name: String
    /// Numbers of the channels that it moves.
    let channels: [Int]
    /// Int16 a channel and frame, 16384 at 1.
    let curves: String
    /// Numbers of the matrices that it turns.
    let matrices: [Int]
    /// Float32, 12 a matrix and frame.
    let matrixFrames: String
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
  let layers: [Layer]

  init(_ stage: HeadStage, _ clip: FaceClip, _ layers: [(name: String, clip: FaceClip)], _ rate: FrameRate) {
    let sampler = ClipSampler(clip, at: rate, readout: stage.rig.lipReadout)
    let poser = HeadPoser(stage.geometry)
    let rack = MatrixRack(stage)
    let scene = stage.rig.scene
    var face = [Float](repeating: 0, count: FaceChannel.count)
    func state(_ rotations: [FaceJoint: JointRotation] = [:]) -> (weights: [Float], matrices: [[Float]]) {
      face.withUnsafeBufferPointer { face in
        var all: [Float] = []
        var weights: [Float] = []
        for (index, morph) in stage.geometry.morphs.enumerated() {
          guard let morph else {
            all += [Float](repeating: 0, count: stage.geometry.targets[index].count)
            continue
          }
          morph.weights(face, into: &weights)
          all += weights
        }
        return (all, rack.values(poser.nodes(face, rotations: rotations), scene))
      }
    }
    let rest = state()
    channels = FaceChannel.allCases.compactMap { channel in
      face = [Float](repeating: 0, count: FaceChannel.count)
      face[channel.rawValue] = 1
      let full = state()
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
      let now = state(rotations)
      weights += now.weights.map(Self.step)
      curves += shown.map { Self.step(face[$0.rawValue]) }
      frames.append(now.matrices)
    }
    // A turn's matrices with and without a layer's share of it; what its channels turn comes through them.
    self.layers = layers.compactMap { name, added in
      let own = ClipSampler(added, at: rate, readout: stage.rig.lipReadout)
      var columns = [[Float]](repeating: [], count: shown.count)
      var differences: [[[Float]]] = []
      for frame in 0..<min(sampler.frameCount, own.frameCount) {
        face.withUnsafeMutableBufferPointer { own.sample(frame, into: $0) }
        for (column, channel) in shown.enumerated() { columns[column].append(face[channel.rawValue]) }
        guard !added.rotations.isEmpty else { continue }
        face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
        var rotations: [FaceJoint: JointRotation] = [:]
        for joint in clip.rotations.keys { rotations[joint] = sampler.rotation(joint, frame) }
        let with = state(rotations).matrices
        for joint in added.rotations.keys {
          let (all, part) = (rotations[joint] ?? .rest, own.rotation(joint, frame))
          rotations[joint] = JointRotation(x: all.x - part.x, y: all.y - part.y, z: all.z - part.z)
        }
        let without = state(rotations).matrices
        differences.append(zip(with, without).map { zip($0, $1).map { $0 - $1 } })
      }
      let moved = columns.indices.filter { columns[$0].contains { abs($0) > Self.leastChange } }
      let turned = rest.matrices.indices.filter { matrix in
        differences.contains { $0[matrix].contains { abs($0) > 1e-6 } }
      }
      guard !moved.isEmpty || !turned.isEmpty else { return nil }
      let frames = 0..<min(sampler.frameCount, own.frameCount)
      return Layer(
        name: name, channels: moved,
        curves: PageHead.encoded(frames.flatMap { frame in moved.map { Self.step(columns[$0][frame]) } }),
        matrices: turned,
        matrixFrames: PageHead.encoded(differences.flatMap { frame in turned.flatMap { frame[$0] } }))
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

  /// A layer that adds less to a channel does not move it.
  private static let leastChange: Float = 0.001

  private static func step(_ weight: Float) -> Int16 {
    guard weight.isFinite else { return 0 }
    return Int16(max(-32767, min(32767, (weight * 16384).rounded())))
  }
}
