internal import Foundation
internal import Phonetics

/// How far frames belong to a rest, 0…1, with eased ends: the mouth comes to rest after the last sound, and sets out before
/// the first one.
struct RestShares: Sendable {
  /// Frames after the last sound until the mouth rests, and before the first one when it sets out.
  static let settleFrames = 3
  static let prepareFrames = 4
  /// A silence is known to be a rest when so much of it is heard (``SpeechSpans``), and that is enough to see its end come.
  static let lookAheadFrames = 8
  /// Greatest change from frame to frame. Eased ends never change by more; live, a rest may be found when it has begun.
  static let greatestStep: Float = 0.5

  private var last: Float?

  /// Shares of frames that follow those of the call before.
  mutating func shares(of rests: [Range<Int>], at frames: Range<Int>) -> [Float] {
    var shares = [Float](repeating: 0, count: frames.count)
    for rest in rests {
      for frame in rest.clamped(to: frames) {
        let (before, after) = Self.framesToSound(frame, rest)
        let share = min(Self.ease(before, over: Self.settleFrames), Self.ease(after, over: Self.prepareFrames))
        shares[frame - frames.lowerBound] = max(shares[frame - frames.lowerBound], share)
      }
    }
    for index in shares.indices {
      if let last { shares[index] = min(max(shares[index], last - Self.greatestStep), last + Self.greatestStep) }
      last = shares[index]
    }
    return shares
  }

  /// Frames since the last sound and until the next one; neither end of a line is a sound.
  static func framesToSound(_ frame: Int, _ rest: Range<Int>) -> (before: Int, after: Int) {
    (
      rest.lowerBound == 0 ? .max : frame - rest.lowerBound + 1,
      rest.upperBound == SpeechSpans.endless ? .max : rest.upperBound - frame
    )
  }

  /// From 0 at 0 frames to 1 at `count`, as half a cosine.
  static func ease(_ frame: Int, over count: Int) -> Float {
    let position = min(max(Double(frame) / Double(count), 0), 1)
    return Float(0.5 - 0.5 * cos(Double.pi * position))
  }
}
