/// The mouth of one clip on the rest of another: a dub over a captured face.
///
/// The result has the rate and the length of the clip that gives the rest, with all its joints but the jaw's. The mouth is taken
/// between two times, and fades in and out around them; beyond the end of its own clip it fades back. Where the
/// words shut the lips, what of the other face would hold them apart yields.
public struct ClipMix: Sendable {
  private let mouth: ClipSampler
  private let mouthSeconds: Double
  private let rest: FaceClip
  private let span: ClosedRange<Double>
  private let fadeSeconds: Double

  /// Seconds over which the mouth goes from one clip to the other, unless they are given.
  public static let standardFadeSeconds = 0.12

  /// - Parameters:
  ///   - span: seconds between which the mouth is the first clip's.
  ///   - fadeSeconds: over which it goes over, half of it on either side; at least 0.
  public init(
    mouth: FaceClip, rest: FaceClip, span: ClosedRange<Double> = 0...Double.infinity,
    fadeSeconds: Double = standardFadeSeconds
  ) {
    self.mouth = ClipSampler(mouth, at: rest.frameRate)
    mouthSeconds = mouth.durationSeconds
    self.rest = rest
    self.span = span
    self.fadeSeconds = max(0, fadeSeconds)
  }

  /// What shapes the words: jaw, lips and tongue, and cheeks that are full of air.
  private static let channels = FaceChannel.allCases.filter { FaceRegion($0).isOfMouth || $0 == .cheekPuff }

  /// What of the rest of a face holds lips apart: it yields where the words shut them.
  private static let partings: [FaceChannel] = [.noseSneerLeft, .noseSneerRight, .cheekSquintLeft, .cheekSquintRight]
  /// Gap to which it does, mouth widths: half of what counts as touching.
  private static let shutGap = LipReadout.closedGap / 2
  private let lips = LipPose(.standard)

  /// The clip.
  public func clip() -> FaceClip {
    var mixed = rest
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for frame in 0..<rest.frameCount {
      let share = share(atSeconds: rest.frameRate.seconds(ofFrame: frame))
      guard share > 0 else { continue }
      let source = min(frame, mouth.frameCount - 1)
      face.withUnsafeMutableBufferPointer { mouth.sample(source, into: $0) }
      for channel in Self.channels {
        let there = rest[frame, channel]
        mixed[frame, channel] = there + (face[channel.rawValue] - there) * share
      }
      if share == 1, face.withUnsafeBufferPointer({ LipReadout.standard.gap($0) }) <= LipReadout.closedGap {
        for channel in Self.partings { lips.lower(channel, in: &mixed[frame], until: Self.shutGap) }
      }
      if rest.track(.jaw) != nil { mixed[frame][.jaw] = mouth.rotation(.jaw, source) }
    }
    return mixed
  }

  /// How much of the mouth is the first clip's at a time.
  private func share(atSeconds seconds: Double) -> Float {
    let end = min(span.upperBound, mouthSeconds)
    func risen(_ since: Double) -> Double {
      guard fadeSeconds > 0 else { return since >= 0 ? 1 : 0 }
      return min(max(since / fadeSeconds + 0.5, 0), 1)
    }
    // What begins or ends with the clips themselves does not fade.
    let rise = span.lowerBound <= 0 ? 1 : risen(seconds - span.lowerBound)
    let fall = end >= rest.durationSeconds ? 1 : risen(end - seconds)
    let share = Float(min(rise, fall))
    return share * share * (3 - 2 * share)
  }
}
