package import FaceCurves

/// How far an eye's joint turns as the look channels ask, radians at 1.
///
/// Real takes of Live Link Face turn eyes by 0.61 · (out − in) and 0.52 · (down − up).
package struct EyeTravel: Codable, Sendable, Equatable {
  package let sideways: Float
  package let upwards: Float

  /// The turn of one eye under a face of `FaceChannel.count` weights.
  package func turn(of eye: FaceJoint, face: UnsafeBufferPointer<Float>) -> JointRotation {
    func weight(_ left: FaceChannel, _ right: FaceChannel) -> Float { face[(eye == .leftEye ? left : right).rawValue] }
    let down = weight(.eyeLookDownLeft, .eyeLookDownRight) - weight(.eyeLookUpLeft, .eyeLookUpRight)
    let out = weight(.eyeLookOutLeft, .eyeLookOutRight) - weight(.eyeLookInLeft, .eyeLookInRight)
    return JointRotation(x: upwards * down, y: sideways * (eye == .leftEye ? out : -out), z: 0)
  }
}
