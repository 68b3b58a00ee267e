internal import FaceCurves

/// Brings the lips to rest in silences, and lets them go in time for the first sound: whatever shape a resting mouth keeps,
/// its lips are as near each other as those of one that is shut.
struct RestingLips: PerformanceLayer {
  /// Greatest gap of a resting mouth, mouth widths: a little below where it would count as open.
  static let restingGap: Float = 0.041

  private let lips: LipPose

  init(readout: LipReadout = .standard) { lips = LipPose(readout) }

  let lookAheadFrames = RestShares.lookAheadFrames

  func apply(to window: inout PerformanceWindow) {
    for frame in window.frames {
      let share = window.restShare(frame)
      guard share > 0 else { continue }
      let excess = lips.excess(window[frame], over: Self.restingGap)
      if excess > 0 { lips.relax(&window[frame], to: Self.restingGap + excess * (1 - share)) }
    }
  }
}
