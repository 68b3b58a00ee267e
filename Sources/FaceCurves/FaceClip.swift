/// Curves of one line: `frameCount × FaceChannel.count` weights, frame after frame, and the joints that turn.
public struct FaceClip: Sendable {
  public let frameRate: FrameRate
  public let frameCount: Int
  /// Length of the line in seconds; the last frame lies at or before it.
  public let durationSeconds: Double
  public var origin: ClipOrigin
  /// Row-major `[frameCount, FaceChannel.count]`.
  public private(set) var weights: [Float]
  /// One rotation a frame for each joint that moves; a missing joint rests.
  public private(set) var rotations: [FaceJoint: [JointRotation]]

  /// A clip at rest.
  public init(frameRate: FrameRate, durationSeconds: Double, origin: ClipOrigin) {
    self.frameRate = frameRate
    self.durationSeconds = durationSeconds
    self.origin = origin
    frameCount = frameRate.frameCount(durationSeconds: durationSeconds)
    weights = [Float](repeating: 0, count: frameCount * FaceChannel.count)
    rotations = [:]
  }

  public subscript(frame: Int, channel: FaceChannel) -> Float {
    get { weights[frame * FaceChannel.count + channel.rawValue] }
    set { weights[frame * FaceChannel.count + channel.rawValue] = newValue }
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
    rotations[joint] = track
  }

  /// Read access to one frame's weights, `FaceChannel.count` of them.
  public func withFrame<Result>(_ frame: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    weights.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[frame * FaceChannel.count..<(frame + 1) * FaceChannel.count]))
    }
  }

  /// Write access to all weights at once, for layers that sweep over the clip.
  public mutating func withWeights(_ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    weights.withUnsafeMutableBufferPointer { body($0) }
  }
}
