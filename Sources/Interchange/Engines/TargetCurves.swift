internal import FaceCurves
internal import FaceRig

/// A clip as one curve for each target that moves with the face.
struct TargetCurves {
  struct Curve {
    /// Nodes whose mesh has the target.
    let nodes: [Int]
    let target: String
    /// One value a key.
    let values: [Float]
  }

  struct Turn {
    let node: Int
    /// Quaternions x, y, z, w of the node, rest included; one a key.
    let rotations: [SIMD4<Float>]
  }

  /// Times of the keys, seconds.
  let seconds: [Double]
  /// Output frames of the keys.
  let frames: [Int]
  let curves: [Curve]
  let turns: [Turn]
  let animation: SceneAnimation

  init(rig: Rig, clip: FaceClip, settings: ExportSettings) {
    let animation = SceneAnimation(rig: rig, clip: clip, settings: settings)
    var face = [Float](repeating: 0, count: FaceChannel.count)
    var weights: [Float] = []
    var curves: [Curve] = []
    var rotations = [[SIMD4<Float>]](repeating: [], count: animation.joints.count)
    for track in animation.morphTracks {
      let driven = track.morph.drivenTargets
      var values = [[Float]](repeating: [], count: driven.count)
      for key in animation.keys.indices {
        animation.face(atKey: key, into: &face)
        face.withUnsafeBufferPointer { track.morph.weights($0, into: &weights) }
        for (place, target) in driven.enumerated() { values[place].append(weights[target]) }
      }
      for (place, target) in driven.enumerated() {
        curves.append(Curve(nodes: track.nodes, target: track.morph.targetNames[target], values: values[place]))
      }
    }
    for key in animation.keys.indices where !animation.joints.isEmpty {
      animation.face(atKey: key, into: &face)
      for (place, joint) in animation.joints.enumerated() {
        rotations[place].append(animation.rotation(of: joint, atKey: key, face: face))
      }
    }
    self.animation = animation
    self.curves = curves
    turns = zip(animation.joints, rotations).map { Turn(node: $0.rig.node, rotations: $1) }
    frames = animation.keys
    seconds = animation.keys.indices.map { animation.seconds(ofKey: $0) }
  }

  /// What the take is called: the recording, without its extension.
  var name: String {
    let audio = animation.sampler.clip.origin.audioName
    guard let dot = audio.lastIndex(of: "."), dot > audio.startIndex else { return audio.isEmpty ? "line" : audio }
    return String(audio[..<dot])
  }
}
