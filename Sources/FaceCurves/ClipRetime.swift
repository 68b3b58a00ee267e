/// A clip on another clock: the same faces at the times at which a new recording says the same.
///
/// No closure of the lips is lost where time runs faster, and no parting between two.
public struct ClipRetime: Sendable {
  private let clip: FaceClip
  private let warp: TimeWarp
  private let durationSeconds: Double

  /// - Parameters:
  ///   - warp: new time → time of the clip.
  ///   - durationSeconds: of the new line.
  public init(_ clip: FaceClip, warp: TimeWarp, durationSeconds: Double) {
    self.clip = clip
    self.warp = warp
    self.durationSeconds = durationSeconds
  }

  /// The clip at its own rate, as long as the new line.
  public func retimed() -> FaceClip {
    let rate = clip.frameRate
    var made = FaceClip(frameRate: rate, durationSeconds: durationSeconds, origin: clip.origin)
    let held = HeldLips(
      of: clip, at: rate, frameCount: made.frameCount, readout: .standard,
      place: { warp.newSeconds(at: rate.seconds(ofFrame: $0)) * rate.framesPerSecond },
      sourceFrames: { source(of: $0) })
    let joints = FaceJoint.allCases.filter { clip.track($0) != nil }
    for frame in 0..<made.frameCount {
      let (first, second, fraction) = held.frames[frame].map { ($0, $0, 0) } ?? source(of: frame)
      for channel in FaceChannel.allCases {
        let a = clip[first, channel]
        made[frame, channel] = a + (clip[second, channel] - a) * fraction
      }
      for joint in joints {
        guard let a = clip[first][joint], let b = clip[second][joint] else { continue }
        made[frame][joint] = JointRotation.between(a, b, fraction)
      }
    }
    return made
  }

  /// The frames of the clip between which a new one lies, and how far along.
  private func source(of frame: Int) -> (first: Int, second: Int, fraction: Float) {
    let place = warp.oldSeconds(at: clip.frameRate.seconds(ofFrame: frame)) * clip.frameRate.framesPerSecond
    let inside = min(max(place, 0), Double(clip.frameCount - 1))
    let first = Int(inside)
    return (first, min(first + 1, clip.frameCount - 1), Float(inside - Double(first)))
  }
}
