internal import FaceCurves

/// Bounds how fast shapes of the lips come and go: what the motion network throws within a frame becomes a quick move.
struct LipSpeed: PerformanceLayer {
  /// Greatest change from frame to frame: 14.5 a second. A lively speaker's lips reach 7 (99th percentile).
  static let greatestStep: Float = 0.29
  /// The same of the nose, which is slower: 1.75 a second, that speaker's 99th percentile.
  static let greatestNoseStep: Float = 0.035

  private static let channels: [FaceChannel] = FaceChannel.allCases.filter {
    FaceRegion($0).isOfMouth || FaceRegion($0) == .nose
  }

  private static let steps = channels.map { FaceRegion($0) == .nose ? greatestNoseStep : greatestStep }

  let lookAheadFrames = 0
  /// Weights of the frame before.
  private var last = [Float](repeating: 0, count: LipSpeed.channels.count)
  private var isFirst = true

  mutating func apply(to window: inout PerformanceWindow) {
    for frame in window.frames {
      for (index, channel) in Self.channels.enumerated() {
        let weight = window[frame, channel]
        let step = Self.steps[index]
        let bounded = isFirst ? weight : min(max(weight, last[index] - step), last[index] + step)
        if bounded != weight { window[frame, channel] = bounded }
        last[index] = bounded
      }
      isFirst = false
    }
  }
}
