/// The controllers of a face that turn.
public enum FaceJoint: String, CaseIterable, Sendable, Hashable, Codable {
  case head, neck, jaw, leftEye, rightEye

  /// Place among all joints, from 0.
  @inline(__always) var index: Int {
    switch self {
    case .head: 0
    case .neck: 1
    case .jaw: 2
    case .leftEye: 3
    case .rightEye: 4
    }
  }
}

/// A turn about a joint's own axes in radians, right-handed, Y up, Z forward: `x` positive looks down (or opens the
/// jaw), `y` positive turns to the character's own left, `z` positive tilts to the character's right.
public struct JointRotation: Sendable, Hashable {
  /// Radians; positive looks down, or opens the jaw.
  public var x: Float
  /// Radians; positive turns to the character's own left.
  public var y: Float
  /// Radians; positive tilts to the character's right.
  public var z: Float

  /// No turn.
  public static let rest = JointRotation(x: 0, y: 0, z: 0)

  /// A turn by its angles, radians.
  public init(x: Float, y: Float, z: Float) {
    self.x = x
    self.y = y
    self.z = z
  }
}
