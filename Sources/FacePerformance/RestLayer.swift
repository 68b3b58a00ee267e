public import FaceCurves
internal import Foundation

/// Brings the mouth to rest in silences, and back in time for the first sound.
///
/// Near speech, lips keep the shape that the motion gives them (they purse and part before a word) but stay as near each
/// other as a resting mouth's; deep inside a silence the mouth is neutral.
public struct RestLayer: Sendable {
  /// Frames after the last sound until the mouth rests, and before the first one when it sets out.
  static let settleFrames = 3
  static let prepareFrames = 4
  /// Greatest gap of a resting mouth, mouth widths: a little below where it would count as open.
  static let partedGap: Float = 0.041
  /// Frames from the nearest sound at which a resting mouth begins to forget its shape, and at which it is neutral.
  static let shapedFrames = 25
  static let neutralFrames = 50

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
        depths[frame] = Self.ease(min(before, after) - Self.shapedFrames, over: Self.neutralFrames - Self.shapedFrames)
      }
    }
    clip.withWeights { weights in
      for frame in 0..<frames where shares[frame] > 0 {
        let face = UnsafeMutableBufferPointer(
          rebasing: weights[frame * FaceChannel.count..<(frame + 1) * FaceChannel.count])
        for channel in Self.mouth { face[channel] *= 1 - shares[frame] * depths[frame] }
        bring(face, share: shares[frame])
      }
    }
  }

  /// Brings parted lips together as far as a resting mouth's are: first what opens them, then the chin does it (a raised nose
  /// lifts the upper lip).
  private func bring(_ face: UnsafeMutableBufferPointer<Float>, share: Float) {
    let gap = readout.signedGap(UnsafeBufferPointer(face))
    guard gap > Self.partedGap else { return }
    let wanted = gap + (Self.partedGap - gap) * share
    var opening: Float = 0
    for channel in Self.openers { opening += face[channel] * readout.gapEffects[channel] }
    if opening > 1e-5 {
      let kept = max(0, 1 - (gap - wanted) / opening)
      for channel in Self.openers { face[channel] *= kept }
    }
    let excess = readout.signedGap(UnsafeBufferPointer(face)) - wanted
    guard excess > 1e-5 else { return }
    let chin = FaceChannel.mouthShrugLower.rawValue
    face[chin] = min(1, face[chin] - excess / readout.gapEffects[chin])
  }

  private static let openers: [Int] = [
    FaceChannel.jawOpen, .mouthFunnel, .mouthLowerDownLeft, .mouthLowerDownRight, .mouthUpperUpLeft, .mouthUpperUpRight,
    .mouthShrugUpper,
  ].map(\.rawValue)

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

  /// What speech moves. Smile, frown and press belong to the feeling, which outlasts the words.
  private static let mouth: [Int] = FaceChannel.allCases.filter { channel in
    let name = channel.name
    let isFelt = ["mouthSmile", "mouthFrown", "mouthDimple", "mouthPress"].contains { name.hasPrefix($0) }
    return (name.hasPrefix("mouth") || name.hasPrefix("jaw") || name.hasPrefix("tongue")) && !isFelt
  }.map(\.rawValue)
}
