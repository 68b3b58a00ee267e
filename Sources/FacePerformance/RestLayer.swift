public import FaceCurves
internal import Foundation

/// Brings the mouth to rest in silences, and back in time for the first sound.
public struct RestLayer: Sendable {
  /// Frames after the last sound until the mouth rests, and before the first one when it sets out.
  static let settleFrames = 5
  static let prepareFrames = 4

  public init() {}

  public func apply(_ rests: [Range<Int>], to clip: inout FaceClip) {
    let frames = clip.frameCount
    var share = [Float](repeating: 0, count: frames)
    for rest in rests {
      for frame in rest where frame < frames {
        let settled = rest.lowerBound == 0 ? 1 : Self.ease(frame - rest.lowerBound + 1, over: Self.settleFrames)
        let leaving = rest.upperBound >= frames ? 1 : Self.ease(rest.upperBound - frame, over: Self.prepareFrames)
        share[frame] = max(share[frame], min(settled, leaving))
      }
    }
    clip.withWeights { weights in
      for (frame, share) in share.enumerated() where share > 0 {
        for channel in Self.mouth { weights[frame * FaceChannel.count + channel] *= 1 - share }
      }
    }
  }

  private static func ease(_ frame: Int, over count: Int) -> Float {
    let position = min(max(Double(frame) / Double(count), 0), 1)
    return Float(0.5 - 0.5 * cos(Double.pi * position))
  }

  private static let mouth: [Int] = FaceChannel.allCases.filter {
    $0.name.hasPrefix("mouth") || $0.name.hasPrefix("jaw") || $0.name.hasPrefix("tongue")
  }.map(\.rawValue)
}
