public import FaceCurves

/// Shuts the lips completely where p, b or m was heard, whatever the layers before it left open.
///
/// Within a span the jaw narrows, the lips are brought together by `mouthClose` (never more than the jaw opens: it is a
/// corrective on top of `jawOpen`) and pressed, until the gap read through ``LipReadout`` is closed.
public struct ClosureGuarantee: Sendable {
  /// A closure shorter than this is widened around its middle: 60 ms survive every frame rate from 24 up.
  static let shortestFrames = 3
  /// How far the closed pose already reigns one frame outside the span.
  static let edgeShare: Float = 0.35
  /// Opening of the jaw that a closure leaves; JALI: the jaw need not close for bilabials, but narrows.
  static let greatestJaw: Float = 0.10
  /// Gap that counts as shut: half of what a viewer's threshold allows.
  static let shutGap: Float = 0.012

  private let readout: LipReadout

  public init(readout: LipReadout = .standard) { self.readout = readout }

  public func apply(_ closures: [Range<Int>], to clip: inout FaceClip) {
    var shares = [Float](repeating: 0, count: clip.frameCount)
    for closure in closures {
      let span = Self.widened(closure, within: clip.frameCount)
      for frame in span { shares[frame] = 1 }
      for frame in [span.lowerBound - 1, span.upperBound] where shares.indices.contains(frame) {
        shares[frame] = max(shares[frame], Self.edgeShare)
      }
    }
    clip.withWeights { weights in
      for (frame, share) in shares.enumerated() where share > 0 {
        let range = frame * FaceChannel.count..<(frame + 1) * FaceChannel.count
        close(UnsafeMutableBufferPointer(rebasing: weights[range]), share: share)
      }
    }
  }

  static func widened(_ closure: Range<Int>, within frameCount: Int) -> Range<Int> {
    guard closure.count < shortestFrames else { return closure.clamped(to: 0..<frameCount) }
    let start = max(0, closure.lowerBound - (shortestFrames - closure.count) / 2)
    return start..<min(frameCount, start + shortestFrames)
  }

  private func close(_ face: UnsafeMutableBufferPointer<Float>, share: Float) {
    func move(_ channel: FaceChannel, towards target: Float) {
      face[channel.rawValue] += (target - face[channel.rawValue]) * share
    }
    func atLeast(_ channel: FaceChannel, _ target: Float) {
      move(channel, towards: max(face[channel.rawValue], target))
    }
    for channel in [
      FaceChannel.mouthLowerDownLeft, .mouthLowerDownRight, .mouthUpperUpLeft, .mouthUpperUpRight, .mouthShrugUpper,
      .tongueOut,
    ] { move(channel, towards: 0) }
    move(.mouthFunnel, towards: min(face[FaceChannel.mouthFunnel.rawValue], 0.06))
    move(.jawOpen, towards: min(face[FaceChannel.jawOpen.rawValue], Self.greatestJaw))
    for channel in [FaceChannel.mouthPressLeft, .mouthPressRight] { atLeast(channel, 0.2) }
    atLeast(.mouthRollLower, 0.16)
    atLeast(.mouthRollUpper, 0.1)
    let jaw = face[FaceChannel.jawOpen.rawValue]
    move(.mouthClose, towards: jaw)
    guard share == 1 else { return }
    press(face)
  }

  /// Adds what still lacks: first lower-lip roll, then chin raise, the two that lower the gap without the jaw.
  private func press(_ face: UnsafeMutableBufferPointer<Float>) {
    for channel in [FaceChannel.mouthRollLower, .mouthShrugLower] {
      let excess = readout.signedGap(UnsafeBufferPointer(face)) - Self.shutGap
      guard excess > 0 else { return }
      let effect = -readout.gapEffects[channel.rawValue]
      face[channel.rawValue] = min(1, face[channel.rawValue] + excess / effect)
    }
  }
}
