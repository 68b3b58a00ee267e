/// A move there and back: up to its size, held, and back to nothing.
struct Pulse: Sendable {
  /// Frame of the line, with fractions, at which it begins.
  let startFrame: Float
  let riseFrames: Float
  let holdFrames: Float
  let fallFrames: Float
  let size: SIMD4<Float>

  /// Frame after which nothing of it is left.
  var endFrame: Float { startFrame + riseFrames + holdFrames + fallFrames }

  /// What it adds at a frame.
  func value(at frame: Float) -> SIMD4<Float> { size * share(at: frame) }

  /// How much of its size is reached, 0…1.
  func share(at frame: Float) -> Float {
    let since = frame - startFrame
    guard since > 0 else { return 0 }
    if since < riseFrames { return MinimumJerk.share(since / riseFrames) }
    return 1 - MinimumJerk.share((since - riseFrames - holdFrames) / fallFrames)
  }
}
