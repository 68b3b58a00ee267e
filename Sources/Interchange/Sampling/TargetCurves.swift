internal import FaceCurves
internal import FaceRig

/// A clip as one curve for each target, with keys of its own, and one turn for each joint.
struct TargetCurves {
  struct Curve {
    /// Nodes whose mesh has the target, and its number there.
    let nodes: [Int]
    let target: Int
    let name: String
    /// Output frames of the keys.
    let frames: [Int]
    let values: [Float]
  }

  struct Turn {
    let node: Int
    let frames: [Int]
    /// Quaternions x, y, z, w of the node, rest included.
    let rotations: [SIMD4<Float>]
  }

  let animation: SceneAnimation
  let curves: [Curve]
  let turns: [Turn]

  /// `allTargets`: also targets that nothing drives, at rest. `holdsRest`: see ``SceneAnimation``.
  init(rig: Rig, clip: FaceClip, settings: ExportSettings, allTargets: Bool = false, holdsRest: Bool = false) {
    let animation = SceneAnimation(rig: rig, clip: clip, settings: settings, holdsRest: holdsRest)
    let keys = SceneKeys(animation, rig: rig, settings: settings)
    var face = [Float](repeating: 0, count: FaceChannel.count)
    var weights: [Float] = []
    var curves: [Curve] = []
    for track in animation.morphTracks {
      let targets = allTargets ? Array(track.morph.drivers.indices) : track.morph.drivenTargets
      var values = [[Float]](repeating: [], count: targets.count)
      for frame in 0..<animation.frameCount {
        animation.face(at: frame, into: &face)
        face.withUnsafeBufferPointer { track.morph.weights($0, into: &weights) }
        for (place, target) in targets.enumerated() { values[place].append(weights[target]) }
      }
      let chosen = keys.keys(of: values, drivers: targets.map { track.morph.drivers[$0] })
      for (place, target) in targets.enumerated() {
        let frames = chosen[place]
        curves.append(
          Curve(
            nodes: track.nodes, target: target, name: track.morph.targetNames[target], frames: frames,
            values: frames.map { values[place][$0] }))
      }
    }
    turns = animation.joints.map { joint in
      let frames = keys.keys(of: joint)
      let rotations = frames.map { frame -> SIMD4<Float> in
        animation.face(at: frame, into: &face)
        return animation.rotation(of: joint, at: frame, face: face)
      }
      return Turn(node: joint.rig.node, frames: frames, rotations: rotations)
    }
    self.animation = animation
    self.curves = curves
  }

  var name: String { animation.name }

  /// Times of frames in seconds.
  func seconds(_ frames: [Int]) -> [Double] { frames.map { animation.sampler.seconds(ofFrame: $0) } }

  /// Time of the last frame.
  var duration: Double { animation.sampler.seconds(ofFrame: animation.frameCount - 1) }
}
