public import FaceCurves
internal import Foundation

/// Brings the mouth to rest in silences, and back in time for the first sound.
///
/// Right after speech and right before it lips may stay parted as far as a resting mouth's may; deep inside a silence the
/// mouth is neutral.
public struct RestLayer: Sendable {
  /// Frames after the last sound until the mouth rests, and before the first one when it sets out.
  static let settleFrames = 3
  static let prepareFrames = 4
  /// Greatest gap of a resting mouth, mouth widths: a little below where it would count as open.
  static let partedGap: Float = 0.041
  /// Frames from the nearest sound at which a resting mouth begins to close, and at which it is neutral.
  static let partedFrames = 5
  static let neutralFrames = 20

  private let readout: LipReadout

  public init(readout: LipReadout = .standard) { self.readout = readout }

  /// How far every frame belongs to a rest, 0…1, with eased ends.
  public func shares(of rests: [Range<Int>], frameCount: Int) -> [Float] {
    var shares = [Float](repeating: 0, count: frameCount)
    for rest in rests {
      for frame in rest where frame < frameCount {
        let (before, after) = Self.framesToSound(frame, rest, frameCount)
        shares[frame] = max(
          shares[frame], min(Self.ease(before, over: Self.settleFrames), Self.ease(after, over: Self.prepareFrames)))
      }
    }
    return shares
  }

  public func apply(_ rests: [Range<Int>], to clip: inout FaceClip) {
    let frames = clip.frameCount
    let shares = shares(of: rests, frameCount: frames)
    var depths = [Float](repeating: 0, count: frames)
    for rest in rests {
      for frame in rest where frame < frames {
        let (before, after) = Self.framesToSound(frame, rest, frames)
        depths[frame] = Self.ease(min(before, after) - Self.partedFrames, over: Self.neutralFrames - Self.partedFrames)
      }
    }
    clip.withWeights { weights in
      for frame in 0..<frames where shares[frame] > 0 {
        let face = UnsafeMutableBufferPointer(
          rebasing: weights[frame * FaceChannel.count..<(frame + 1) * FaceChannel.count])
        let gap = readout.signedGap(UnsafeBufferPointer(face))
        let parted = gap > Self.partedGap ? (Self.partedGap - LipReadout.restGap) / (gap - LipReadout.restGap) : 1
        let kept = 1 - shares[frame] * (1 - parted * (1 - depths[frame]))
        for channel in Self.mouth { face[channel] *= kept }
      }
    }
  }

  /// Frames since the last sound and until the next one; an end of the clip is no sound.
  private static func framesToSound(_ frame: Int, _ rest: Range<Int>, _ frameCount: Int) -> (before: Int, after: Int) {
    (
      rest.lowerBound == 0 ? .max : frame - rest.lowerBound + 1,
      rest.upperBound >= frameCount ? .max : rest.upperBound - frame
    )
  }

  private static func ease(_ frame: Int, over count: Int) -> Float {
    let position = min(max(Double(frame) / Double(count), 0), 1)
    return Float(0.5 - 0.5 * cos(Double.pi * position))
  }

  private static let mouth: [Int] = FaceChannel.allCases.filter {
    $0.name.hasPrefix("mouth") || $0.name.hasPrefix("jaw") || $0.name.hasPrefix("tongue")
  }.map(\.rawValue)
}
