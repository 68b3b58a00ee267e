public import FaceCurves
public import Phonetics

/// Turns the movement that phones ask for into face weights whose lip gap and width follow what was heard.
///
/// Phones say which shape, the encoder's regressed gap and width say how far: jaw, lower and upper lip are scaled together
/// until the gap, read through ``LipReadout``, is a mixture of both; stretch and pucker share the width in the same way.
/// Outside closures and rests the lips never quite touch.
public struct MouthShaper: Sendable {
  /// Share of the heard gap in the mixture, and of the heard width. Chosen on GRID's held-out clips: the phones' own opening is an
  /// average of speakers, the heard one is this line's.
  static let heardGapShare: Float = 0.9
  static let heardWidthShare: Float = 0.7
  /// Lips of a speaking mouth that makes no closure stay this far apart, mouth widths.
  static let speakingFloor: Float = 0.048
  /// How far the heard gap may scale the opening that the phones ask for; the jaw alone does the rest.
  static let scaleRange: ClosedRange<Float> = 0.3...2.2

  private let readout: LipReadout

  public init(readout: LipReadout = .standard) { self.readout = readout }

  /// Greatest weight that the heard width gives stretch or pucker, and the share of a pucker that it may take away.
  static let greatestWidthWeight: Float = 0.7
  static let releasedPucker: Float = 0.4

  /// Writes mouth and tongue channels of every frame. `heardGap` and `heardWidth` (its change from rest) are in mouth widths,
  /// one value a frame of the clip or fewer (the last is held); empty where nothing was heard. `restShares` says how far a
  /// frame belongs to a silence, in which lips may touch.
  public func apply(
    _ movement: MouthMovement, heardGap: [Float], heardWidth: [Float] = [], restShares: [Float] = [],
    to clip: inout FaceClip
  ) {
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
        if !heardWidth.isEmpty { widen(face, heard: heardWidth[min(source, heardWidth.count - 1)]) }
        let floor = restShares.isEmpty ? Self.speakingFloor : Self.speakingFloor * (1 - restShares[frame])
        open(face, heard: heardGap.isEmpty ? nil : heardGap[min(source, heardGap.count - 1)], floor: floor)
      }
    }
  }

  private func open(_ face: UnsafeMutableBufferPointer<Float>, heard: Float?, floor: Float) {
    let gap = readout.signedGap(UnsafeBufferPointer(face))
    var opening: Float = 0
    for channel in Self.openers { opening += face[channel] * readout.gapEffects[channel] }
    let wanted = heard.map { gap + (max($0, 0) - gap) * Self.heardGapShare } ?? gap
    let target = max(wanted, floor)
    if opening > 1e-4 {
      let scale = (target - (gap - opening)) / opening
      let bounded = min(max(scale, Self.scaleRange.lowerBound), Self.scaleRange.upperBound)
      for channel in Self.openers { face[channel] = min(1, face[channel] * bounded) }
    }
    // What scaling could not reach, the jaw does.
    let missing = target - readout.signedGap(UnsafeBufferPointer(face))
    let jaw = FaceChannel.jawOpen.rawValue
    face[jaw] = min(1, max(0, face[jaw] + missing / readout.gapEffects[jaw]))
  }

  /// Moves the mouth's width towards the heard one: wider releases some pucker, then stretches; narrower the other way round.
  private func widen(_ face: UnsafeMutableBufferPointer<Float>, heard: Float) {
    var width: Float = 0
    for channel in 0..<FaceChannel.arkit.count { width += face[channel] * readout.widthEffects[channel] }
    var missing = (heard - width) * Self.heardWidthShare
    let (left, right) = (FaceChannel.mouthStretchLeft.rawValue, FaceChannel.mouthStretchRight.rawValue)
    let pucker = FaceChannel.mouthPucker.rawValue
    let stretchEffect = readout.widthEffects[left] + readout.widthEffects[right]
    let puckerEffect = readout.widthEffects[pucker]
    if missing > 0 {
      let released = min(face[pucker] * Self.releasedPucker, -missing / puckerEffect)
      face[pucker] -= released
      missing += released * puckerEffect
      let stretch = min(max(face[left], Self.greatestWidthWeight), face[left] + missing / stretchEffect)
      (face[left], face[right]) = (stretch, stretch)
    } else {
      let released = min(face[left], -missing / stretchEffect)
      (face[left], face[right]) = (face[left] - released, face[right] - released)
      missing += released * stretchEffect
      face[pucker] = min(max(face[pucker], Self.greatestWidthWeight), face[pucker] + missing / puckerEffect)
    }
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
