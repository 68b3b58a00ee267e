public import FaceCurves
public import Phonetics

/// Turns the movement that phones ask for into face weights whose lip gap follows what was heard.
///
/// Phones say which shape, the encoder's regressed gap says how far: jaw, lower and upper lip are scaled together until the
/// gap, read through ``LipReadout``, is a mixture of both. Outside closures and rests the lips never quite touch.
public struct MouthShaper: Sendable {
  /// Share of the heard gap in the mixture.
  static let heardShare: Float = 0.9
  /// Lips of a speaking mouth that makes no closure stay this far apart, mouth widths.
  static let speakingFloor: Float = 0.048
  /// How far heard loudness may scale the opening that the phones ask for.
  static let scaleRange: ClosedRange<Float> = 0.3...2.2

  private let readout: LipReadout

  public init(readout: LipReadout = .standard) { self.readout = readout }

  /// Writes mouth and tongue channels of every frame. `heardGap`: mouth widths, one value a frame of the clip or fewer (the
  /// last is held).
  public func apply(_ movement: MouthMovement, heardGap: [Float], to clip: inout FaceClip) {
    precondition(clip.frameRate == .model)
    let columns = Self.channels.map { control, channels in (movement[control], channels.map(\.rawValue)) }
    let frames = clip.frameCount
    clip.withWeights { weights in
      for frame in 0..<frames {
        let source = min(frame, movement.frameCount - 1)
        guard source >= 0 else { return }
        let face = UnsafeMutableBufferPointer(
          rebasing: weights[frame * FaceChannel.count..<(frame + 1) * FaceChannel.count])
        for (curve, channels) in columns {
          for channel in channels { face[channel] = curve[source] }
        }
        let heard = heardGap.isEmpty ? nil : heardGap[min(source, heardGap.count - 1)]
        open(face, heard: heard)
      }
    }
  }

  private func open(_ face: UnsafeMutableBufferPointer<Float>, heard: Float?) {
    let gap = readout.signedGap(UnsafeBufferPointer(face))
    var opening: Float = 0
    for channel in Self.openers { opening += face[channel] * readout.gapEffects[channel] }
    let wanted = heard.map { gap + (max($0, 0) - gap) * Self.heardShare } ?? gap
    let target = max(wanted, Self.speakingFloor)
    if opening > 1e-4 {
      let scale = (target - (gap - opening)) / opening
      let bounded = min(max(scale, Self.scaleRange.lowerBound), Self.scaleRange.upperBound)
      for channel in Self.openers { face[channel] = min(1, face[channel] * bounded) }
    }
    // What scaling could not reach, the jaw does.
    let missing = target - readout.signedGap(UnsafeBufferPointer(face))
    let jaw = FaceChannel.jawOpen.rawValue
    face[jaw] = min(1, max(0, face[jaw] + missing / readout.gapEffects[jaw]))
    let stillShut = Self.speakingFloor - readout.signedGap(UnsafeBufferPointer(face))
    if stillShut > 0 { face[jaw] = min(1, face[jaw] + stillShut / readout.gapEffects[jaw]) }
  }

  private static let openers = [
    FaceChannel.jawOpen, .mouthLowerDownLeft, .mouthLowerDownRight, .mouthUpperUpLeft, .mouthUpperUpRight,
  ].map(\.rawValue)

  /// Which face channels each control of the phone table drives; `lipsTogether` belongs to ``ClosureGuarantee``.
  private static let channels: [(MouthControl, [FaceChannel])] = [
    (.jawOpen, [.jawOpen]),
    (.mouthLowerDown, [.mouthLowerDownLeft, .mouthLowerDownRight]),
    (.mouthUpperUp, [.mouthUpperUpLeft, .mouthUpperUpRight]),
    (.mouthStretch, [.mouthStretchLeft, .mouthStretchRight]),
    (.mouthPress, [.mouthPressLeft, .mouthPressRight]),
    (.mouthRollLower, [.mouthRollLower]),
    (.mouthRollUpper, [.mouthRollUpper]),
    (.mouthShrugUpper, [.mouthShrugUpper]),
    (.mouthFunnel, [.mouthFunnel]),
    (.mouthPucker, [.mouthPucker]),
    (.tongueOut, [.tongueOut]),
    (.tongueTipUp, [.tongueTipUp]),
    (.tongueUp, [.tongueUp]),
  ]
}
