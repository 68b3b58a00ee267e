internal import FaceCurves
internal import Foundation

/// Turns the eyes to where ``Gaze`` looks, against the turn of the head, and the lids with them: as channels, and as the
/// rotation of both eyes.
struct Eyes: PerformanceLayer {
  let actingLayer: ActingLayer? = .gaze
  /// Turn of an eye at a full weight of its look channels, radians: to a side, and up or down (as rigs' eyes travel).
  static let fullTurn = SIMD2<Float>(0.61, 0.52)
  /// Both eyes meet at somebody this far away, metres, and are so far apart.
  private static let partnerMetres: Float = 1.3
  private static let pupilMetres: Float = 0.063
  /// How much lids follow an upward look beyond what its own shape does.
  private static let lidsFollow: Float = 0.12

  let lookAheadFrames = 0

  func apply(to window: inout PerformanceWindow) {
    let vergence = SIMD2(atanf(Self.pupilMetres / 2 / Self.partnerMetres), 0)
    for frame in window.frames {
      let head = window.turn(of: .head, at: frame)
      let turn = window.gazes[frame - window.frames.lowerBound] - SIMD2(head.y, head.x)
      Self.look(.leftEye, turn - vergence, at: frame, &window)
      Self.look(.rightEye, turn + vergence, at: frame, &window)
      for (wide, up) in [(FaceChannel.eyeWideLeft, FaceChannel.eyeLookUpLeft), (.eyeWideRight, .eyeLookUpRight)] {
        window.add(Self.lidsFollow * window[frame, up], to: wide, at: frame)
      }
    }
  }

  /// Turns one eye, as far as it goes. `turn`: radians to the character's own left, and down.
  static func look(_ eye: FaceJoint, _ turn: SIMD2<Float>, at frame: Int, _ window: inout PerformanceWindow) {
    let turn = turn.clamped(lowerBound: -fullTurn, upperBound: fullTurn)
    let look = turn / fullTurn
    let isLeft = eye == .leftEye
    window[frame, isLeft ? .eyeLookOutLeft : .eyeLookInRight] = max(0, look.x)
    window[frame, isLeft ? .eyeLookInLeft : .eyeLookOutRight] = max(0, -look.x)
    window[frame, isLeft ? .eyeLookDownLeft : .eyeLookDownRight] = max(0, look.y)
    window[frame, isLeft ? .eyeLookUpLeft : .eyeLookUpRight] = max(0, -look.y)
    window.turn(eye, at: frame, to: JointRotation(x: turn.y, y: turn.x, z: 0))
  }
}
