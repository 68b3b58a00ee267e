internal import FaceCurves
internal import Foundation

/// Turns the eyes to where ``Gaze`` looks, against the turn of the head, and the lids with them: as channels, and as the
/// rotation of both eyes.
struct Eyes: PerformanceLayer {
  /// Turn of an eye at a full weight of its look channels, radians: to a side, and up or down (as rigs' eyes travel).
  static let fullTurn = SIMD2<Float>(0.61, 0.52)
  /// Both eyes meet at somebody this far away, metres, and are so far apart.
  private static let partnerMetres: Float = 1.3
  private static let pupilMetres: Float = 0.063
  /// How much lids follow an upward look beyond what its own shape does.
  private static let lidsFollow: Float = 0.12

  let lookAheadFrames = 0

  mutating func apply(to window: inout PerformanceWindow) {
    let vergence = SIMD2(atanf(Self.pupilMetres / 2 / Self.partnerMetres), 0)
    for frame in window.frames {
      let head = window.turn(of: .head, at: frame)
      let turn = window.gazes[frame - window.frames.lowerBound] - SIMD2(head.y, head.x)
      let left = (turn - vergence).clamped(lowerBound: -Self.fullTurn, upperBound: Self.fullTurn)
      let right = (turn + vergence).clamped(lowerBound: -Self.fullTurn, upperBound: Self.fullTurn)
      let (leftLook, rightLook) = (left / Self.fullTurn, right / Self.fullTurn)
      window[frame, .eyeLookOutLeft] = max(0, leftLook.x)
      window[frame, .eyeLookInLeft] = max(0, -leftLook.x)
      window[frame, .eyeLookInRight] = max(0, rightLook.x)
      window[frame, .eyeLookOutRight] = max(0, -rightLook.x)
      window[frame, .eyeLookDownLeft] = max(0, leftLook.y)
      window[frame, .eyeLookUpLeft] = max(0, -leftLook.y)
      window[frame, .eyeLookDownRight] = max(0, rightLook.y)
      window[frame, .eyeLookUpRight] = max(0, -rightLook.y)
      for (wide, up) in [(FaceChannel.eyeWideLeft, leftLook.y), (.eyeWideRight, rightLook.y)] {
        window.add(Self.lidsFollow * max(0, -up), to: wide, at: frame)
      }
      window.turn(.leftEye, at: frame, to: JointRotation(x: left.y, y: left.x, z: 0))
      window.turn(.rightEye, at: frame, to: JointRotation(x: right.y, y: right.x, z: 0))
    }
  }
}
