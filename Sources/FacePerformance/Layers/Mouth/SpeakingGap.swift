internal import FaceCurves

/// Keeps the lips of a speaking mouth apart wherever nothing asks for a closure, so that only closures look like one.
struct SpeakingGap: PerformanceLayer {
  /// Least lip gap while speaking, mouth widths: just above where lips count as touching.
  static let least: Float = 0.048

  private let lips: LipPose

  init(readout: LipReadout = .standard) { lips = LipPose(readout) }

  let lookAheadFrames = RestShares.lookAheadFrames

  /// In a silence lips may touch, by how far a frame belongs to it.
  func apply(to window: inout PerformanceWindow) {
    for frame in window.frames {
      let share = window.restShare(frame)
      if share < 1 { lips.open(&window[frame], to: Self.least * (1 - share)) }
    }
  }
}
