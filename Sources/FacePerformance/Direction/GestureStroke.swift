internal import FaceCurves

/// One move of a gesture, there and back with the least jerk.
struct GestureStroke: Sendable, Hashable {
  /// What moves.
  enum Target: Sendable, Hashable {
    /// By weights.
    case channel(FaceChannel)
    /// The head, by degrees: down, to the character's own left, and tilting to its right.
    case pitch, yaw, roll
  }

  let target: Target
  /// A weight, or degrees.
  let size: Float
  /// Seconds from the gesture's beginning.
  let start: Float
  let rise: Float
  let hold: Float
  let fall: Float

  /// Seconds after which nothing of it is left.
  var end: Float { start + rise + hold + fall }

  static func head(
    _ target: Target, _ degrees: Float, at start: Float = 0, rise: Float, hold: Float = 0, fall: Float
  ) -> [GestureStroke] {
    [GestureStroke(target: target, size: degrees, start: start, rise: rise, hold: hold, fall: fall)]
  }

  static func face(
    _ channels: [FaceChannel], _ weight: Float, at start: Float = 0, rise: Float, hold: Float = 0, fall: Float
  ) -> [GestureStroke] {
    channels.map {
      GestureStroke(target: .channel($0), size: weight, start: start, rise: rise, hold: hold, fall: fall)
    }
  }
}
