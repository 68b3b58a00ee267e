internal import FaceCurves
internal import FaceRig

/// A clip as a rig's scene plays it: keys, weights of the targets and turns of the joints.
struct SceneAnimation {
  /// Nodes whose targets move alike.
  struct MorphTrack {
    let morph: MorphNode
    let nodes: [Int]
  }

  let sampler: ClipSampler
  /// Output frames that are keys, increasing.
  let keys: [Int]
  let morphTracks: [MorphTrack]
  /// By node.
  let joints: [(joint: FaceJoint, rig: RigJoint)]
  private let jawRadiansAtFullOpen: Float

  /// `holdsRest`: joints that the clip leaves alone are keyed at rest, so that no other take of the file moves them.
  init(rig: Rig, clip: FaceClip, settings: ExportSettings, holdsRest: Bool = false) {
    let sampler = ClipSampler(clip, at: settings.frameRate)
    var tracks: [MorphTrack] = []
    for morph in rig.morphNodes {
      if let shared = tracks.firstIndex(where: { $0.morph.movesAs(morph) }) {
        tracks[shared] = MorphTrack(morph: tracks[shared].morph, nodes: tracks[shared].nodes + [morph.node])
      } else {
        tracks.append(MorphTrack(morph: morph, nodes: [morph.node]))
      }
    }
    let joints = rig.joints.filter { joint, _ in
      holdsRest || clip.rotations[joint] != nil || (joint == .jaw && rig.jawRadiansAtFullOpen != 0)
    }
    .sorted { $0.value.node < $1.value.node }.map { (joint: $0.key, rig: $0.value) }
    self.sampler = sampler
    morphTracks = tracks
    self.joints = joints
    jawRadiansAtFullOpen = rig.jawRadiansAtFullOpen
    keys = Self.keys(
      settings.keys, sampler, tracks, joints.map(\.joint), lips: rig.measuredLips() ?? .standard,
      jawRadians: rig.jawRadiansAtFullOpen)
  }

  func seconds(ofKey key: Int) -> Double { sampler.seconds(ofFrame: keys[key]) }

  /// The face at a key, `FaceChannel.count` weights.
  func face(atKey key: Int, into face: inout [Float]) {
    face.withUnsafeMutableBufferPointer { sampler.sample(keys[key], into: $0) }
  }

  /// The turn of a joint's node at a key, rest included, x, y, z, w.
  func rotation(of joint: (joint: FaceJoint, rig: RigJoint), atKey key: Int, face: [Float]) -> SIMD4<Float> {
    let turn = Self.turn(joint.joint, sampler, frame: keys[key], face: face, jawRadians: jawRadiansAtFullOpen)
    return Quaternion.product(joint.rig.restRotation, Quaternion.fromTurn(turn))
  }

  private static func turn(
    _ joint: FaceJoint, _ sampler: ClipSampler, frame: Int, face: [Float], jawRadians: Float
  ) -> JointRotation {
    var turn = sampler.rotation(joint, frame)
    if joint == .jaw, sampler.clip.rotations[.jaw] == nil { turn.x = face[FaceChannel.jawOpen.rawValue] * jawRadians }
    return turn
  }

  private static func keys(
    _ reduction: KeyReduction, _ sampler: ClipSampler, _ tracks: [MorphTrack], _ joints: [FaceJoint],
    lips: LipReadout, jawRadians: Float
  ) -> [Int] {
    guard case .reduced(let tolerance) = reduction else { return Array(0..<sampler.frameCount) }
    var face = [Float](repeating: 0, count: FaceChannel.count)
    var weights: [Float] = []
    func values(_ frame: Int) -> [Float] {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      var values = [face.withUnsafeBufferPointer(lips.signedGap)]
      for track in tracks {
        face.withUnsafeBufferPointer { track.morph.weights($0, into: &weights) }
        values += weights
      }
      for joint in joints {
        let turn = turn(joint, sampler, frame: frame, face: face, jawRadians: jawRadians)
        values += [turn.x, turn.y, turn.z]
      }
      return values
    }
    var picker: KeyPicker?
    for frame in 0..<sampler.frameCount {
      let row = values(frame)
      if picker == nil { picker = KeyPicker(tolerance: [Float](repeating: tolerance, count: row.count)) }
      picker?.append(row)
    }
    return picker?.keys() ?? []
  }
}
