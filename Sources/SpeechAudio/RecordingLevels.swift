internal import Foundation

/// How loud a recording is, and how much of it is cut off at its loudest: what whoever records should know.
package struct RecordingLevels: Sendable {
  private let sampleRate: Int
  private var count = 0
  private var peak: Float = 0
  /// Samples in flat runs at the peak.
  private var clipped = 0
  private var run = 0
  private var last: Float = .nan
  private var blockSum = 0.0
  private var blockCount = 0
  private var loudestBlock = 0.0

  /// Runs of so many samples at the peak are no waveform's own.
  static let shortestRun = 3
  /// Flat to so much of the peak.
  private static let flatness: Float = 1e-3
  /// Quieter peaks are not judged: a wave of a few steps of its coding is flat everywhere.
  static let leastClippedPeak: Float = 0.25
  /// Shares of clipped samples that are said: one in 2,000.
  static let mostClipped = 0.0005
  /// Speech whose loudest tenth of a second is quieter is hardly there, decibels below full scale.
  static let quietDecibels = -55.0
  private static let blockSeconds = 0.1

  package init(sampleRate: Int) { self.sampleRate = max(1, sampleRate) }

  /// Takes the next samples.
  package mutating func push(_ samples: [Float]) {
    let blockLength = max(1, Int(Double(sampleRate) * Self.blockSeconds))
    count += samples.count
    for sample in samples {
      let size = sample.magnitude
      if size > peak * (1 + Self.flatness) {
        (peak, clipped, run) = (size, 0, 0)
      }
      let isFlat = size >= peak * (1 - Self.flatness) && (last * sample > 0 || run == 0)
      if isFlat {
        run += 1
        clipped += run == Self.shortestRun ? Self.shortestRun : run > Self.shortestRun ? 1 : 0
      } else {
        run = 0
      }
      last = sample
      blockSum += Double(sample * sample)
      blockCount += 1
      if blockCount == blockLength { endBlock() }
    }
  }

  private mutating func endBlock() {
    if blockCount > 0 { loudestBlock = max(loudestBlock, blockSum / Double(blockCount)) }
    (blockSum, blockCount) = (0, 0)
  }

  /// Highest sample, decibels of full scale; −200 for silence.
  package var peakDecibels: Double { 20 * log10(Double(max(peak, 1e-10))) }

  /// Share of the samples that lie flat at the highest one, where that is loud enough to be judged.
  package var clippedShare: Double {
    count > 0 && peak >= Self.leastClippedPeak ? Double(clipped) / Double(count) : 0
  }

  /// What should be known of a recording of that name, one line each.
  package mutating func warnings(name: String) -> [String] {
    endBlock()
    guard count > 0 else { return [] }
    guard peak > 0 else { return ["'\(name)' is silent: all its \(count) samples are 0; was the microphone on?"] }
    var warnings: [String] = []
    let loudest = 10 * log10(max(loudestBlock, 1e-20))
    if loudest < Self.quietDecibels {
      warnings.append(
        "'\(name)' is nearly silent: its loudest tenth of a second lies at \(Int(loudest.rounded())) dB of full scale, its"
          + " highest sample at \(Int((20 * log10(peak)).rounded())) dB; record it louder")
    }
    let share = Double(clipped) / Double(count)
    if peak >= Self.leastClippedPeak, share >= Self.mostClipped {
      let percent = share >= 0.01 ? String(format: "%.0f", 100 * share) : String(format: "%.2f", 100 * share)
      let level = String(format: "%.1f", 20 * log10(peak))
      warnings.append(
        "'\(name)' is clipped: \(percent) % of its samples lie flat at \(level) dB of full scale; record it quieter")
    }
    return warnings
  }
}
