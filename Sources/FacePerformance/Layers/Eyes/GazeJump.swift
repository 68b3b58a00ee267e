/// One saccade: where the eyes land, and how far that is.
struct GazeJump: Sendable, Hashable {
  /// Radians of the head's rest: to the character's own left, and down.
  let target: SIMD2<Float>
  /// From where they were, radians.
  let radians: Float
  /// How much of the way the head goes with them at least: more where the look is directed.
  var headShare: Float = 0
}
