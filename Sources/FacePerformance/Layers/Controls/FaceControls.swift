internal import FaceCurves
internal import Foundation

/// Gives an animator's hand its way with one half of the channels: those of the mouth before closures are shut, or the rest
/// after everything else.
struct FaceControls: PerformanceLayer {
  /// Which channels it has its hand on.
  enum Part: Sendable { case mouth, rest }

  /// One channel under control.
  private struct Control: Sendable {
    let channel: FaceChannel
    let gain: Float
    let offset: Float
    /// Share of the way that a first filter, and a second one after it, goes in a frame; 1 without smoothing.
    let share: Float
  }

  private static let tongueStep: Float = 0.1
  /// Lids shut this much more where their offset is −1.
  private static let lidShut: Float = 0.6

  let lookAheadFrames = 0

  private let part: Part
  private let settings: ControlSettings
  private let controls: [Control]
  /// What both filters hold, a pair a control; empty before the first frame.
  private var held: [(Float, Float)] = []
  private let lips = LipPose(.standard)

  init(_ settings: ControlSettings, _ part: Part) {
    self.part = part
    self.settings = settings
    controls = FaceChannel.allCases.compactMap { channel in
      let region = FaceRegion(channel)
      guard region.isOfMouth == (part == .mouth) else { return nil }
      let upper = Self.upperShare(region.height, settings)
      var gain = settings.lowerStrength + (settings.upperStrength - settings.lowerStrength) * upper
      if region == .tongue { gain = settings.tongueStrength }
      if region == .gaze { gain = 1 }
      var offset = Self.offset(of: channel, settings)
      if let own = settings.channels[channel.name] {
        gain *= own.gain
        offset += own.offset
      }
      let seconds =
        settings.lowerSmoothingSeconds + (settings.upperSmoothingSeconds - settings.lowerSmoothingSeconds) * upper
      let share = seconds > 0 ? 1 - exp2(-1 / (seconds * Float(FrameRate.model.framesPerSecond))) : 1
      guard gain != 1 || offset != 0 || share != 1 else { return nil }
      return Control(channel: channel, gain: gain, offset: offset, share: share)
    }
  }

  /// Whether anything is asked of it.
  var isIdle: Bool {
    controls.isEmpty && (part == .rest ? settings.eyeOffsetDegrees == .zero : settings.lipOffset == 0)
  }

  mutating func apply(to window: inout PerformanceWindow) {
    for frame in window.frames {
      if held.isEmpty { held = controls.map { (window[frame, $0.channel], window[frame, $0.channel]) } }
      for (index, control) in controls.enumerated() {
        held[index].0 += (window[frame, control.channel] - held[index].0) * control.share
        held[index].1 += (held[index].0 - held[index].1) * control.share
        window[frame, control.channel] = min(max(held[index].1 * control.gain + control.offset, 0), 1)
      }
      if part == .rest { turnEyes(frame, &window) } else { moveLips(frame, &window) }
    }
  }

  /// A positive offset opens lips by the jaw, a negative one brings them nearer, as far as they are apart.
  private func moveLips(_ frame: Int, _ window: inout PerformanceWindow) {
    guard settings.lipOffset != 0 else { return }
    let share = 1 - window.restShare(frame)
    let gap = lips.excess(window[frame], over: 0) + settings.lipOffset * share
    if settings.lipOffset > 0 {
      lips.open(&window[frame], to: gap)
    } else {
      lips.relax(&window[frame], to: max(gap, 0))
    }
  }

  private func turnEyes(_ frame: Int, _ window: inout PerformanceWindow) {
    let turn = SIMD2(Float.degrees(settings.eyeOffsetDegrees.x), -Float.degrees(settings.eyeOffsetDegrees.y))
    guard turn != .zero else { return }
    for eye in [FaceJoint.leftEye, .rightEye] {
      let stated = window.turn(of: eye, at: frame)
      Eyes.look(eye, SIMD2(stated.y, stated.x) + turn, at: frame, &window)
    }
  }

  private static func upperShare(_ height: Float, _ settings: ControlSettings) -> Float {
    1 / (1 + exp((settings.maskLevel - height) / max(settings.maskSoftness, 1e-3)))
  }

  private static func offset(of channel: FaceChannel, _ settings: ControlSettings) -> Float {
    switch channel {
    case .eyeWideLeft, .eyeWideRight: max(0, settings.lidOffset)
    case .eyeBlinkLeft, .eyeBlinkRight: max(0, -settings.lidOffset) * lidShut
    case .tongueUp: max(0, settings.tongueHeight) * tongueStep
    case .tongueDown: max(0, -settings.tongueHeight) * tongueStep
    case .tongueOut: max(0, settings.tongueDepth) * tongueStep
    case .tongueIn: max(0, -settings.tongueDepth) * tongueStep
    default: 0
    }
  }
}
