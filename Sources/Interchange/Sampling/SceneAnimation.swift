internal import FaceCurves
internal import FaceRig
internal import SceneFiles

/// A clip as a rig's scene plays it, frame by frame: weights of the targets and turns of the joints.
struct SceneAnimation {
  /// Nodes whose targets move alike.
  struct MorphTrack {
    let morph: MorphNode
    let nodes: [Int]
  }

  let sampler: ClipSampler
  let morphTracks: [MorphTrack]
  /// By node.
  let joints: [(joint: FaceJoint, rig: RigJoint)]
  private let rig: Rig

  /// `holdsRest`: joints that the clip leaves alone are keyed at rest, so that no other take of the file moves them.
  init(rig: Rig, clip: FaceClip, settings: ExportSettings, holdsRest: Bool = false) {
    var tracks: [MorphTrack] = []
    for morph in rig.morphNodes {
      if let shared = tracks.firstIndex(where: { $0.morph.movesAs(morph) }) {
        tracks[shared] = MorphTrack(morph: tracks[shared].morph, nodes: tracks[shared].nodes + [morph.node])
      } else {
        tracks.append(MorphTrack(morph: morph, nodes: [morph.node]))
      }
    }
    sampler = ClipSampler(clip, at: settings.frameRate, readout: rig.lipReadout)
    morphTracks = tracks
    joints = rig.joints.filter { joint, _ in
      holdsRest || clip.track(joint) != nil || rig.drivenJoints.contains(joint)
    }
    .sorted { $0.value.node < $1.value.node }.map { (joint: $0.key, rig: $0.value) }
    self.rig = rig
  }

  var frameCount: Int { sampler.frameCount }

  /// The face at a frame, `FaceChannel.count` weights.
  func face(at frame: Int, into face: inout [Float]) {
    face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
  }

  /// The turn of a joint's node at a frame, rest included, x, y, z, w.
  func rotation(of joint: (joint: FaceJoint, rig: RigJoint), at frame: Int, face: [Float]) -> SIMD4<Float> {
    joint.rig.rotation(turn(of: joint.joint, at: frame, face: face))
  }

  func turn(of joint: FaceJoint, at frame: Int, face: [Float]) -> JointRotation {
    let stated = sampler.clip.track(joint) == nil ? nil : sampler.rotation(joint, frame)
    return face.withUnsafeBufferPointer { rig.turn(of: joint, stated: stated, face: $0) }
  }

  /// What the take is called: the recording, without its extension.
  var name: String {
    let audio = sampler.clip.origin.audioName
    guard let dot = audio.lastIndex(of: "."), dot > audio.startIndex else { return audio.isEmpty ? "line" : audio }
    return String(audio[..<dot])
  }
}
