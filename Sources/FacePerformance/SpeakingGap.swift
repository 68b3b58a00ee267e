public import FaceCurves

/// Keeps the lips of a speaking mouth apart wherever nothing asks for a closure, so that only closures look like one.
public struct SpeakingGap: Sendable {
  /// Least lip gap while speaking, mouth widths: just above where lips count as touching.
  static let least: Float = 0.048

  private let readout: LipReadout

  public init(readout: LipReadout = .standard) { self.readout = readout }

  /// `restShares` says how far a frame belongs to a silence, in which lips may touch.
  public func apply(restShares: [Float], to clip: inout FaceClip) {
    precondition(restShares.count == clip.frameCount)
    let (jaw, close) = (FaceChannel.jawOpen.rawValue, FaceChannel.mouthClose.rawValue)
    clip.withWeights { weights in
      for (frame, share) in restShares.enumerated() where share < 1 {
        let face = UnsafeMutableBufferPointer(
          rebasing: weights[frame * FaceChannel.count..<(frame + 1) * FaceChannel.count])
        let least = Self.least * (1 - share)
        var missing = least - readout.signedGap(UnsafeBufferPointer(face))
        guard missing > 0 else { continue }
        // What holds the lips together lets go first, then the jaw opens.
        let released = min(face[close], -missing / readout.gapEffects[close])
        face[close] -= released
        missing += released * readout.gapEffects[close]  // a negative effect
        face[jaw] = min(1, face[jaw] + max(missing, 0) / readout.gapEffects[jaw])
      }
    }
  }
}
