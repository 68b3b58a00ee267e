public import FaceCurves
internal import Foundation

/// Blinks at a natural rate, the same for the same seed.
///
/// The speaker's rate is drawn log-normal around that of conversation (median 20 a minute, between rest, 17, and conversation, 26: Bentivoglio 1997), kept within
/// 10 to 33 a minute (Doughty 2001); intervals vary around it. A blink closes in about 70 ms and opens
/// slower (Sforza 2008); some stay incomplete.
public struct BlinkLayer: Sendable {
  static let medianPerMinute = 20.0
  static let spread = 0.25  // standard deviation of ln(rate)
  static let perMinuteRange = 10.5...32.5
  static let intervalSpread = 0.45  // standard deviation of ln(interval)
  static let shortestIntervalSeconds = 0.6
  static let incompleteShare = 0.2

  /// Lid position every 20 ms from the start of a blink: four frames down, shut, eight up.
  static let profile: [Float] = [0.12, 0.5, 0.88, 1, 0.96, 0.82, 0.64, 0.46, 0.3, 0.18, 0.09, 0.03]

  private let seed: UInt64

  public init(seed: UInt64) { self.seed = seed }

  /// Adds blinks to `eyeBlinkLeft` and `eyeBlinkRight` of a clip at 50 frames a second.
  public func apply(to clip: inout FaceClip) {
    precondition(clip.frameRate == .model)
    for (start, depth) in blinks(durationSeconds: clip.durationSeconds) {
      for (offset, lid) in Self.profile.enumerated() where start + offset < clip.frameCount {
        for channel in [FaceChannel.eyeBlinkLeft, .eyeBlinkRight] {
          clip[start + offset, channel] = max(clip[start + offset, channel], lid * depth)
        }
      }
    }
  }

  /// First frame and depth 0…1 of every blink.
  func blinks(durationSeconds: Double) -> [(frame: Int, depth: Float)] {
    var random = SeededRandom(seed: seed &+ 0x626C_696E_6B)
    let drawn = Self.medianPerMinute * exp(Self.spread * random.normal())
    let perMinute = min(max(drawn, Self.perMinuteRange.lowerBound), Self.perMinuteRange.upperBound)
    let meanInterval = 60 / perMinute
    var found: [(frame: Int, depth: Float)] = []
    var seconds = meanInterval * Double.random(in: 0.2..<1, using: &random)
    while seconds < durationSeconds {
      let isIncomplete = Double.random(in: 0..<1, using: &random) < Self.incompleteShare
      found.append((Int(seconds * 50), isIncomplete ? Float.random(in: 0.7..<0.9, using: &random) : 1))
      let centred = exp(Self.intervalSpread * random.normal() - Self.intervalSpread * Self.intervalSpread / 2)
      seconds += max(Self.shortestIntervalSeconds, meanInterval * centred)
    }
    return found
  }
}
