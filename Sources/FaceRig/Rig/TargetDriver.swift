package import FaceCurves

/// How one of a rig's targets follows the face: a sum of channels, kept within limits.
package struct TargetDriver: Sendable, Equatable {
  /// A channel's part of the sum.
  package struct Term: Sendable, Equatable {
    package let channel: FaceChannel
    package let gain: Float
    /// Where set, the channel counts as its share of this one, at most 1: `mouthClose` of `jawOpen`, where a rig's shape
    /// brings the lips together however far the jaw opens.
    package let shareOf: FaceChannel?

    package init(_ channel: FaceChannel, gain: Float = 1, shareOf: FaceChannel? = nil) {
      self.channel = channel
      self.gain = gain
      self.shareOf = shareOf
    }
  }

  package var terms: [Term]
  package var offset: Float
  package var limits: ClosedRange<Float>?

  package init(_ terms: [Term], offset: Float = 0, limits: ClosedRange<Float>? = nil) {
    self.terms = terms
    self.offset = offset
    self.limits = limits
  }

  /// The target that is a channel.
  package init(_ channel: FaceChannel) { self.init([Term(channel)]) }

  /// The channel that the target is, where it is one.
  package var channel: FaceChannel? {
    guard terms.count == 1, terms[0].gain == 1, terms[0].shareOf == nil, offset == 0, limits == nil else { return nil }
    return terms[0].channel
  }

  /// Weight of the target under a face of `FaceChannel.count` weights.
  package func weight(_ face: UnsafeBufferPointer<Float>) -> Float {
    var sum = offset
    for term in terms {
      var value = face[term.channel.rawValue]
      if let whole = term.shareOf { value = min(1, value / max(face[whole.rawValue], Self.leastWhole)) }
      sum += term.gain * value
    }
    guard let limits else { return sum }
    return min(max(sum, limits.lowerBound), limits.upperBound)
  }

  /// Below this a share would grow out of noise.
  private static let leastWhole: Float = 0.05
}
