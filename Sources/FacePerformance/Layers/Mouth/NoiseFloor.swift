internal import FaceCurves

/// Takes the network's noise off channels that rest: weights below the floor become 0, what is above slides down to begin
/// there.
struct NoiseFloor: PerformanceLayer {
  static let floor: Float = 0.004

  let lookAheadFrames = 0

  func apply(to window: inout PerformanceWindow) {
    for frame in window.frames { window[frame].mapWeights { max(0, $0 - Self.floor) / (1 - Self.floor) } }
  }
}
