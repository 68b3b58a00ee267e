internal import FaceCurves
internal import Foundation

/// Blinks at a natural rate, the same for the same seed.
///
/// The speaker's rate is drawn log-normal around that of conversation (median 20 a minute, between rest, 17, and
/// conversation, 26: Bentivoglio 1997), kept within 10 to 33 a minute (Doughty 2001); intervals vary around it. A blink
/// closes in about 70 ms and opens slower (Sforza 2008); some stay incomplete.
struct Blinks: PerformanceLayer {
  static let medianPerMinute = 20.0
  static let spread = 0.25  // standard deviation of ln(rate)
  static let perMinuteRange = 10.5...32.5
  static let intervalSpread = 0.45  // standard deviation of ln(interval)
  static let shortestIntervalSeconds = 0.6
  static let incompleteShare = 0.2
  static let incompleteDepth: Range<Float> = 0.7..<0.9
  /// "blink": so that other layers draw other numbers from the same seed.
  private static let seedOffset: UInt64 = 0x626C_696E_6B

  /// Lid position every 20 ms from the start of a blink: four frames down, shut, eight up.
  static let profile: [Float] = [0.12, 0.5, 0.88, 1, 0.96, 0.82, 0.64, 0.46, 0.3, 0.18, 0.09, 0.03]

  /// The first frame of a blink, and how far the lids come down, 0…1.
  struct Blink: Sendable {
    let frame: Int
    let depth: Float
  }

  let lookAheadFrames = 0

  private var random: SeededRandom
  private let meanIntervalSeconds: Double
  private var nextSeconds: Double
  /// Blinks that are not over.
  private var current: [Blink] = []

  init(seed: UInt64) {
    random = SeededRandom(seed: seed &+ Self.seedOffset)
    let drawn = Self.medianPerMinute * exp(Self.spread * random.normal())
    let perMinute = min(max(drawn, Self.perMinuteRange.lowerBound), Self.perMinuteRange.upperBound)
    meanIntervalSeconds = 60 / perMinute
    nextSeconds = meanIntervalSeconds * Double.random(in: 0.2..<1, using: &random)
  }

  mutating func apply(to window: inout PerformanceWindow) {
    current += blinks(before: window.frames.upperBound)
    for blink in current {
      let span = blink.frame..<blink.frame + Self.profile.count
      for frame in span.clamped(to: window.frames) {
        let lid = Self.profile[frame - blink.frame] * blink.depth
        for channel in [FaceChannel.eyeBlinkLeft, .eyeBlinkRight] {
          window[frame][channel] = max(window[frame][channel], lid)
        }
      }
    }
    current.removeAll { $0.frame + Self.profile.count <= window.frames.upperBound }
  }

  /// The blinks that begin before a frame and were not asked for yet.
  mutating func blinks(before frame: Int) -> [Blink] {
    var found: [Blink] = []
    while Int(nextSeconds * FrameRate.model.framesPerSecond) < frame {
      let isIncomplete = Double.random(in: 0..<1, using: &random) < Self.incompleteShare
      let depth = isIncomplete ? Float.random(in: Self.incompleteDepth, using: &random) : 1
      found.append(Blink(frame: Int(nextSeconds * FrameRate.model.framesPerSecond), depth: depth))
      let centred = exp(Self.intervalSpread * random.normal() - Self.intervalSpread * Self.intervalSpread / 2)
      nextSeconds += max(Self.shortestIntervalSeconds, meanIntervalSeconds * centred)
    }
    return found
  }
}
