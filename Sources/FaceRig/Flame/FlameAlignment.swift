internal import FaceCurves
internal import SceneFiles

/// A rig and a FLAME head laid over each other: what the channels of the one and the parameters of the other do at the same
/// places of the face.
struct FlameAlignment {
  let channels: [FaceChannel]
  /// Channel after channel, x, y, z at every place.
  let channelMoves: [[Float]]
  /// Parameter after parameter, expressions and then the jaw's turn about x, y and z, what 1 of it does at every place.
  let parameterMoves: [[Float]]

  /// - Parameter head: a rig whose targets are ARKit's channels.
  /// - Throws: ``RigError`` `.solveInvalid` where the two cannot be laid over each other.
  init(model: FlameModel, head: Rig) throws(RigError) {
    let reference = MovingHead(channelsOf: head)
    let flame = model.head
    let match = HeadMatch(
      reference: reference, other: flame, landmarks: try Self.landmarks(model, flame, reference, head.name))
    guard !match.referenceMoves.isEmpty, !match.otherMoves.isEmpty else {
      throw RigError(
        .solveInvalid, "the rig '\(head.name)' and the FLAME head have no face in common: name another with --rig")
    }
    channels = reference.targets.compactMap { FaceChannel(name: $0.name) }
    channelMoves = match.referenceMoves
    // What does nothing has no place among the head's targets, and none of a FLAME file's parameters does nothing.
    parameterMoves = match.otherMoves
  }

  /// The eyes and the chin, which both heads tell: FLAME by its joints, the rig by its lids and its jaw.
  private static func landmarks(
    _ model: FlameModel, _ head: MovingHead, _ reference: MovingHead, _ rig: String
  ) throws(RigError) -> [HeadMatch.Landmark] {
    func center(_ channel: FaceChannel) -> SIMD3<Float>? {
      reference.targets.first { $0.name == channel.name }.map { TargetMotion($0, reference.positions).center }
    }
    guard let left = center(.eyeBlinkLeft), let right = center(.eyeBlinkRight), let jaw = center(.jawOpen) else {
      throw RigError(
        .solveInvalid,
        "the rig '\(rig)' lacks jawOpen or eyeBlink, by which it is laid over FLAME: name another with --rig")
    }
    let between = model.leftEye - model.rightEye
    let reach = 0.3 * between.length
    func lid(_ eye: SIMD3<Float>) -> SIMD3<Float> {
      let near = model.template.filter { (($0 - eye) * ($0 - eye)).sum() < reach * reach }
      return [eye.x, eye.y, near.map(\.z).max() ?? eye.z]
    }
    guard let open = head.targets.first(where: { $0.name == "jawX" }) else {
      throw RigError(.solveInvalid, "the FLAME file's jaw moves no vertex: fetch it again")
    }
    return [
      (left, lid(model.leftEye)), (right, lid(model.rightEye)), (jaw, TargetMotion(open, head.positions).center),
    ]
  }
}
