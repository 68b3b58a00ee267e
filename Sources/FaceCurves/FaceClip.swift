/// Curves of one line: a face a frame, at a rate, for as long as the line lasts.
public struct FaceClip: Sendable {
  /// Faces a second.
  public let frameRate: FrameRate
  /// Length of the line in seconds; the last frame lies at or before it.
  public let durationSeconds: Double
  /// What the clip was made from.
  public var origin: ClipOrigin
  /// The faces, `frameCount` of them.
  public private(set) var frames: FaceFrames

  /// A clip at rest.
  public init(frameRate: FrameRate, durationSeconds: Double, origin: ClipOrigin) {
    self.frameRate = frameRate
    self.durationSeconds = durationSeconds
    self.origin = origin
    frames = FaceFrames(count: frameRate.frameCount(durationSeconds: durationSeconds))
  }

  /// A clip of faces that are there already: as many of them as the duration holds, the rest at rest.
  public init(frameRate: FrameRate, durationSeconds: Double, origin: ClipOrigin, frames: consuming FaceFrames) {
    self.frameRate = frameRate
    self.durationSeconds = durationSeconds
    self.origin = origin
    let count = frameRate.frameCount(durationSeconds: durationSeconds)
    frames.keepFirst(count)
    if frames.count < count { frames.appendRest(count - frames.count) }
    self.frames = frames
  }

  /// Faces that the clip holds.
  public var frameCount: Int { frames.count }

  /// Row-major `[frameCount, FaceChannel.count]`.
  public var weights: [Float] { frames.weights }

  /// One rotation a frame for each joint that moves; a missing joint rests.
  public var rotations: [FaceJoint: [JointRotation]] {
    FaceJoint.allCases.reduce(into: [:]) { $0[$1] = frames.track($1) }
  }

  /// Rotations of a joint, one a frame; nil where it rests.
  public func track(_ joint: FaceJoint) -> [JointRotation]? { frames.track(joint) }

  /// The face at a frame.
  public subscript(frame: Int) -> Face {
    get { frames[frame] }
    _modify { yield &frames[frame] }
  }

  /// Weight of one channel at a frame.
  public subscript(frame: Int, channel: FaceChannel) -> Float {
    get { frames[frame, channel] }
    set { frames[frame, channel] = newValue }
  }

  /// One channel over all frames.
  public func curve(_ channel: FaceChannel) -> [Float] {
    (0..<frameCount).map { self[$0, channel] }
  }

  /// - Throws: ``CurveError`` `.frameCountMismatch`.
  public mutating func setCurve(_ channel: FaceChannel, _ curve: [Float]) throws(CurveError) {
    guard curve.count == frameCount else {
      throw CurveError(
        .frameCountMismatch, "channel '\(channel.name)' has \(curve.count) frames, the clip has \(frameCount)")
    }
    for frame in 0..<frameCount { self[frame, channel] = curve[frame] }
  }

  /// - Throws: ``CurveError`` `.frameCountMismatch`, `.notFinite`.
  public mutating func setRotations(_ joint: FaceJoint, _ track: [JointRotation]) throws(CurveError) {
    guard track.count == frameCount else {
      throw CurveError(
        .frameCountMismatch, "joint '\(joint.rawValue)' has \(track.count) frames, the clip has \(frameCount)")
    }
    if let frame = track.firstIndex(where: { !($0.x.isFinite && $0.y.isFinite && $0.z.isFinite) }) {
      throw CurveError(
        .notFinite, "joint '\(joint.rawValue)' turns by no number at frame \(frame): make the file again")
    }
    frames.setTrack(joint, track)
  }

  /// Share of a head's turn that the neck takes: it bows with the head, which turns further upon it.
  static let neckShare: Float = 0.4

  /// Lets the neck share the turn of the head, unless the neck has a turn of its own.
  package mutating func shareNeck() {
    guard track(.neck) == nil, let head = track(.head) else { return }
    func share(_ share: Float) -> [JointRotation] {
      head.map { JointRotation(x: $0.x * share, y: $0.y * share, z: $0.z * share) }
    }
    frames.setTrack(.neck, share(Self.neckShare))
    frames.setTrack(.head, share(1 - Self.neckShare))
  }

  /// Read access to one frame's weights, `FaceChannel.count` of them.
  public func withFrame<Result>(_ frame: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    frames.withFrame(frame, body)
  }
}
