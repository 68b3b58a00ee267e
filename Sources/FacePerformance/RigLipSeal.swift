internal import FaceCurves

/// Brings the lips of one rig together where the pose that shuts a real mouth leaves them apart.
struct RigLipSeal {
  private let lips: LipReadout

  init(_ lips: LipReadout) { self.lips = lips }

  /// Shapes that press lips together, in the order in which they are asked.
  private static let presses: [FaceChannel] = [
    .mouthRollLower, .mouthShrugLower, .mouthPressLeft, .mouthPressRight, .mouthRollUpper,
  ]
  /// Shapes that hold lips apart, in the order in which they are let go.
  private static let partings: [FaceChannel] = [
    .mouthFunnel, .mouthPucker, .mouthRollUpper, .mouthRollLower, .mouthShrugLower, .noseSneerLeft, .noseSneerRight,
  ]
  /// A shape that moves the gap less than this, mouth widths, is not meant for it.
  private static let least: Float = 1e-3

  /// Lowers the gap of one frame to `gap` mouth widths, as far as the rig's shapes can.
  func shut(_ face: UnsafeMutableBufferPointer<Float>, below gap: Float) {
    let (jaw, close) = (FaceChannel.jawOpen.rawValue, FaceChannel.mouthClose.rawValue)
    raise(.mouthClose, to: face[jaw], face, gap)
    for channel in Self.presses { raise(channel, to: 1, face, gap) }
    for channel in Self.partings { lower(channel, face, gap) }
    // A corrective that lacks strength: less jaw, and the corrective with it.
    let opening = lips.gapEffects[jaw] + lips.gapEffects[close]
    guard excess(face, gap) > 0, opening > Self.least else { return }
    let released = min(face[jaw], excess(face, gap) / opening)
    face[jaw] -= released
    face[close] = max(0, face[close] - released)
  }

  private func excess(_ face: UnsafeMutableBufferPointer<Float>, _ gap: Float) -> Float {
    lips.signedGap(UnsafeBufferPointer(face)) - gap
  }

  private func raise(_ channel: FaceChannel, to most: Float, _ face: UnsafeMutableBufferPointer<Float>, _ gap: Float) {
    let (excess, effect) = (excess(face, gap), lips.gapEffects[channel.rawValue])
    guard excess > 0, effect < -Self.least, face[channel.rawValue] < most else { return }
    face[channel.rawValue] = min(most, face[channel.rawValue] - excess / effect)
  }

  private func lower(_ channel: FaceChannel, _ face: UnsafeMutableBufferPointer<Float>, _ gap: Float) {
    let (excess, effect) = (excess(face, gap), lips.gapEffects[channel.rawValue])
    guard excess > 0, effect > Self.least else { return }
    face[channel.rawValue] = max(0, face[channel.rawValue] - excess / effect)
  }
}
