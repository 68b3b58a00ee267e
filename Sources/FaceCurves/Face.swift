/// One moment of a face: a weight for every channel, and the joints that turn.
///
/// A value without references: layers take one, change it and give it back, and nothing is allocated.
public struct Face: Sendable {
  @usableFromInline var weights: InlineArray<68, Float>  // `FaceChannel.count`
  private var turns: InlineArray<5, JointRotation>  // `FaceJoint.allCases.count`
  /// A bit for each joint whose rotation is stated.
  private var stated: UInt8

  /// Every weight 0, no joint stated.
  public static let rest = Face()

  /// A face at rest.
  public init() {
    weights = InlineArray(repeating: 0)
    turns = InlineArray(repeating: .rest)
    stated = 0
  }

  /// Weight of a channel: 0 at rest, 1 at the full shape.
  public subscript(channel: FaceChannel) -> Float {
    @inline(__always) get { weights[channel.rawValue] }
    @inline(__always) set { weights[channel.rawValue] = newValue }
  }

  /// Rotation of a joint; nil where the face does not say, so that the joint rests or follows the channels that turn it.
  public subscript(joint: FaceJoint) -> JointRotation? {
    get { self[jointIndex: joint.index] }
    set { self[jointIndex: joint.index] = newValue }
  }

  /// Whether any joint's rotation is stated.
  var statesJoints: Bool { stated != 0 }

  /// Rotation of the joint at a place among all of them.
  subscript(jointIndex index: Int) -> JointRotation? {
    get { stated & 1 << UInt8(index) == 0 ? nil : turns[index] }
    set {
      turns[index] = newValue ?? .rest
      stated = newValue == nil ? stated & ~(1 << UInt8(index)) : stated | 1 << UInt8(index)
    }
  }

  /// Changes every weight.
  @inlinable public mutating func mapWeights(_ change: (Float) -> Float) {
    for channel in 0..<68 { weights[channel] = change(weights[channel]) }
  }

  /// Goes a share of the way to another face; a joint that only one of them states goes to or from its rest.
  package mutating func blend(to other: Face, share: Float) {
    for channel in 0..<FaceChannel.count { weights[channel] += (other.weights[channel] - weights[channel]) * share }
    for joint in turns.indices where stated & 1 << UInt8(joint) != 0 || other.stated & 1 << UInt8(joint) != 0 {
      self[jointIndex: joint] = JointRotation.between(turns[joint], other.turns[joint], share)
    }
  }

  /// Reads `FaceChannel.count` weights.
  init(weights values: UnsafePointer<Float>) {
    self.init()
    for channel in 0..<FaceChannel.count { weights[channel] = values[channel] }
  }

  /// Writes the `FaceChannel.count` weights.
  func write(to values: UnsafeMutablePointer<Float>) {
    for channel in 0..<FaceChannel.count { values[channel] = weights[channel] }
  }

  /// Sum of the weights of ARKit's channels, each times its factor. `factors`: `FaceChannel.count` of them.
  @inline(__always) func arkitSum(_ factors: borrowing InlineArray<52, Float>, from start: Float) -> Float {
    var sum = start
    for channel in 0..<52 { sum += weights[channel] * factors[channel] }
    return sum
  }
}

extension Face: Hashable {
  /// Whether every weight, and every joint that is stated, is the same.
  public static func == (a: Face, b: Face) -> Bool {
    guard a.stated == b.stated else { return false }
    for channel in 0..<FaceChannel.count where a.weights[channel] != b.weights[channel] { return false }
    for joint in a.turns.indices where a.turns[joint] != b.turns[joint] { return false }
    return true
  }

  /// Hashes what makes faces equal, but for the turns of joints.
  public func hash(into hasher: inout Hasher) {
    for channel in 0..<FaceChannel.count { hasher.combine(weights[channel]) }
    hasher.combine(stated)
  }
}
