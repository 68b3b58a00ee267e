/// Reads a clip at another frame rate, a frame at a time: linear between frames, but no closure of the lips is lost, and no
/// parting between two.
public struct ClipSampler: Sendable {
  /// The clip that is read.
  public let clip: FaceClip
  /// The rate at which it is read.
  public let frameRate: FrameRate
  /// Output frames that the clip's duration holds.
  public let frameCount: Int
  /// Output frame → source frame whose face it takes.
  private let heldFrames: [Int: Int]

  /// Finds the frames that must show closures and partings of the lips.
  public init(_ clip: FaceClip, at frameRate: FrameRate, readout: LipReadout = .standard) {
    self.clip = clip
    self.frameRate = frameRate
    frameCount = frameRate.frameCount(durationSeconds: clip.durationSeconds)
    heldFrames =
      HeldLips(of: clip, at: frameRate, frameCount: frameCount, readout: readout) {
        Self.sourceFrames($0, from: clip, at: frameRate)
      }.frames
  }

  /// Time of an output frame in seconds.
  public func seconds(ofFrame frame: Int) -> Double { frameRate.seconds(ofFrame: frame) }

  /// Fills `weights` (`FaceChannel.count` of them) with the face at an output frame.
  public func sample(_ frame: Int, into weights: UnsafeMutableBufferPointer<Float>) {
    let (first, second, fraction) = sourceFrames(frame)
    let stride = FaceChannel.count
    clip.weights.withUnsafeBufferPointer { source in
      for channel in 0..<stride {
        let a = source[first * stride + channel]
        weights[channel] = a + (source[second * stride + channel] - a) * fraction
      }
    }
  }

  /// Rotation of a joint at an output frame.
  public func rotation(_ joint: FaceJoint, _ frame: Int) -> JointRotation {
    guard let track = clip.track(joint) else { return .rest }
    let (first, second, fraction) = sourceFrames(frame)
    return JointRotation.between(track[first], track[second], fraction)
  }

  /// Rotation of the head and the neck together, for formats that know only one of them.
  public func headAndNeck(_ frame: Int) -> JointRotation {
    let head = rotation(.head, frame)
    guard clip.track(.neck) != nil else { return head }
    let neck = rotation(.neck, frame)
    return JointRotation(x: head.x + neck.x, y: head.y + neck.y, z: head.z + neck.z)
  }

  private func sourceFrames(_ frame: Int) -> (Int, Int, Float) {
    if let held = heldFrames[frame] { return (held, held, 0) }
    return Self.sourceFrames(frame, from: clip, at: frameRate)
  }

  /// Exact in integers, so that frames of one instant read the same numbers at every rate.
  private static func sourceFrames(_ frame: Int, from clip: FaceClip, at rate: FrameRate) -> (Int, Int, Float) {
    let dividend = frame * rate.denominator * clip.frameRate.numerator
    let divisor = rate.numerator * clip.frameRate.denominator
    let first = min(dividend / divisor, clip.frameCount - 1)
    let second = min(first + 1, clip.frameCount - 1)
    return (first, second, first == second ? 0 : Float(Double(dividend % divisor) / Double(divisor)))
  }
}
