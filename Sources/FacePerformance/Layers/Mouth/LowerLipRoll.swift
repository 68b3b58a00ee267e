internal import FaceCurves

/// Keeps the lower lip from rolling in, unless f or v tucks it under the teeth: the motion network holds it rolled in anger and
/// disgust, and there it flickers.
struct LowerLipRoll: PerformanceLayer {
  /// As far as lips of real speakers roll in beside those sounds (99th percentile of a lively take .11, greatest .17).
  private static let greatest: Float = 0.17
  /// What f and v add.
  private static let tucked: Float = 0.36
  /// Frames before and after an f or v within which the lip comes and goes.
  static let reachFrames = 4

  let lookAheadFrames = reachFrames

  func apply(to window: inout PerformanceWindow) {
    for frame in window.frames where window[frame, .mouthRollLower] > Self.greatest {
      var tucked: Float = 0
      for offset in -Self.reachFrames...Self.reachFrames {
        let share = 1 - MinimumJerk.share(Float(abs(offset)) / Float(Self.reachFrames + 1))
        tucked = max(tucked, window.known.labiodental(at: frame + offset) * share)
      }
      window[frame, .mouthRollLower] = min(window[frame, .mouthRollLower], Self.greatest + Self.tucked * tucked)
    }
  }
}
