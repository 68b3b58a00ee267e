/// A move from one posture to another, with the least jerk; afterwards it stays.
struct Glide: Sendable {
  private(set) var from: SIMD4<Float>
  private(set) var to: SIMD4<Float>
  private(set) var startFrame: Float
  private var frames: Float

  /// Stays at a posture.
  init(at posture: SIMD4<Float> = .zero) {
    from = posture
    to = posture
    startFrame = 0
    frames = 1
  }

  /// Where it is at a frame of the line.
  func posture(at frame: Float) -> SIMD4<Float> {
    from + (to - from) * MinimumJerk.share((frame - startFrame) / frames)
  }

  /// Leaves for another posture from where it is at a frame.
  mutating func leave(for posture: SIMD4<Float>, at frame: Float, within frames: Float) {
    from = self.posture(at: frame)
    to = posture
    startFrame = frame
    self.frames = max(frames, 1)
  }
}
