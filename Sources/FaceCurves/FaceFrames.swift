/// Faces in order, one a frame, as contiguous curves: what layers and streams work on.
public struct FaceFrames: Sendable {
  /// Frames that it holds.
  public private(set) var count: Int
  /// Row-major `[count, FaceChannel.count]`.
  public private(set) var weights: [Float]
  /// One rotation a frame for each joint that turns; empty where no frame states it.
  private var tracks: [[JointRotation]]
  /// Whether any joint has a track.
  private var turns = false

  /// `count` faces at rest.
  public init(count: Int = 0) {
    self.count = count
    weights = [Float](repeating: 0, count: count * FaceChannel.count)
    tracks = [[JointRotation]](repeating: [], count: FaceJoint.allCases.count)
  }

  /// Takes weights as they lie: `[frames, FaceChannel.count]`.
  package init(weights: [Float]) {
    precondition(weights.count % FaceChannel.count == 0)
    self.init()
    self.weights = weights
    count = weights.count / FaceChannel.count
  }

  /// The face at a frame. A joint that one face states is stated by all; where a face does not say, it rests.
  public subscript(frame: Int) -> Face {
    get {
      var face = weights.withUnsafeBufferPointer { Face(weights: $0.baseAddress! + frame * FaceChannel.count) }
      if turns {
        for joint in tracks.indices where !tracks[joint].isEmpty { face[jointIndex: joint] = tracks[joint][frame] }
      }
      return face
    }
    set {
      weights.withUnsafeMutableBufferPointer { newValue.write(to: $0.baseAddress! + frame * FaceChannel.count) }
      guard turns || newValue.statesJoints else { return }
      for joint in tracks.indices {
        if let turn = newValue[jointIndex: joint] {
          state(joint)
          tracks[joint][frame] = turn
        } else if !tracks[joint].isEmpty {
          tracks[joint][frame] = .rest
        }
      }
    }
    _modify {
      var face = self[frame]
      defer { self[frame] = face }
      yield &face
    }
  }

  /// Weight of one channel at a frame.
  public subscript(frame: Int, channel: FaceChannel) -> Float {
    get { weights[frame * FaceChannel.count + channel.rawValue] }
    set { weights[frame * FaceChannel.count + channel.rawValue] = newValue }
  }

  /// States the rotation of a joint at a frame.
  package mutating func set(_ joint: FaceJoint, at frame: Int, to turn: JointRotation) {
    state(joint.index)
    tracks[joint.index][frame] = turn
  }

  /// Rotation of a joint at a frame; at rest where no frame states it.
  package func turn(of joint: FaceJoint, at frame: Int) -> JointRotation {
    tracks[joint.index].isEmpty ? .rest : tracks[joint.index][frame]
  }

  /// Rotations of a joint, one a frame; nil where no frame states it.
  public func track(_ joint: FaceJoint) -> [JointRotation]? {
    tracks[joint.index].isEmpty ? nil : tracks[joint.index]
  }

  /// - Precondition: one rotation a frame.
  mutating func setTrack(_ joint: FaceJoint, _ track: [JointRotation]) {
    precondition(track.count == count)
    tracks[joint.index] = track
    turns = true
  }

  /// Adds `count` faces at rest whose weights `body` fills: row-major `[count, FaceChannel.count]`.
  package mutating func append(_ count: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    let start = weights.count
    appendRest(count)
    weights.withUnsafeMutableBufferPointer { body(UnsafeMutableBufferPointer(rebasing: $0[start...])) }
  }

  /// Adds the faces of others.
  public mutating func append(_ other: FaceFrames) {
    for joint in tracks.indices where !other.tracks[joint].isEmpty { state(joint) }
    weights += other.weights
    for joint in tracks.indices where !tracks[joint].isEmpty || !other.tracks[joint].isEmpty {
      let added = other.tracks[joint]
      tracks[joint] += added.isEmpty ? [JointRotation](repeating: .rest, count: other.count) : added
    }
    count += other.count
  }

  /// The first `count` faces.
  public func first(_ count: Int) -> FaceFrames {
    var first = FaceFrames(weights: Array(weights.prefix(count * FaceChannel.count)))
    for joint in tracks.indices { first.tracks[joint] = Array(tracks[joint].prefix(count)) }
    first.turns = turns
    return first
  }

  /// Makes room for `count` faces in all, so that adding them copies nothing.
  package mutating func reserve(_ count: Int) { weights.reserveCapacity(count * FaceChannel.count) }

  /// Adds `count` faces at rest.
  public mutating func appendRest(_ count: Int) {
    self.count += count
    weights.append(contentsOf: repeatElement(0, count: count * FaceChannel.count))
    for joint in tracks.indices where !tracks[joint].isEmpty {
      tracks[joint].append(contentsOf: repeatElement(.rest, count: count))
    }
  }

  /// Leaves out the first `count` faces.
  public mutating func removeFirst(_ count: Int) {
    self.count -= count
    weights.removeFirst(count * FaceChannel.count)
    for joint in tracks.indices where !tracks[joint].isEmpty { tracks[joint].removeFirst(count) }
  }

  /// Leaves out all but the first `count` faces.
  public mutating func keepFirst(_ count: Int) {
    guard count < self.count else { return }
    weights.removeLast((self.count - count) * FaceChannel.count)
    for joint in tracks.indices where !tracks[joint].isEmpty { tracks[joint].removeLast(self.count - count) }
    self.count = count
  }

  /// Read access to one frame's weights, `FaceChannel.count` of them.
  public func withFrame<Result>(_ frame: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    weights.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[frame * FaceChannel.count..<(frame + 1) * FaceChannel.count]))
    }
  }

  private mutating func state(_ joint: Int) {
    if tracks[joint].isEmpty { tracks[joint] = [JointRotation](repeating: .rest, count: count) }
    turns = true
  }
}
