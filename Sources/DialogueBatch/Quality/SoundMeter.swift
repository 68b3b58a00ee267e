internal import Foundation
internal import SpeechAudio

/// Measures a recording while it is heard: ``SoundFigures``.
struct SoundMeter {
  private var levels: RecordingLevels?
  private var weighting = LoudnessWeighting(sampleRate: 48_000)
  private var sampleRate = 0
  private var count = 0
  /// Mean squares of twentieths of a second: as they are, and weighted.
  private var plain: [Double] = []
  private var weighted: [Double] = []
  private var sums = (plain: 0.0, weighted: 0.0)
  private var inBlock = 0

  private static let blocksASecond = 20
  /// BS.1770 measures 0.4 s every 0.1 s.
  private static let gateBlocks = 8
  private static let gateStep = 2
  private static let absoluteGate = -70.0
  private static let relativeGate = -10.0
  private static let offset = -0.691

  /// Takes the next samples of one channel.
  mutating func push(_ samples: [Float], sampleRate rate: Int) {
    guard !samples.isEmpty else { return }
    if levels == nil {
      levels = RecordingLevels(sampleRate: rate)
      weighting = LoudnessWeighting(sampleRate: Double(max(rate, 1)))
      sampleRate = max(rate, 1)
    }
    levels?.push(samples)
    let length = max(1, sampleRate / Self.blocksASecond)
    samples.withUnsafeBufferPointer { samples in
      var index = 0
      while index < samples.count {
        let end = min(samples.count, index + length - inBlock)
        var (plain, heavy) = (0.0, 0.0)
        for sample in samples[index..<end] {
          let value = Double(sample)
          plain += value * value
          let filtered = weighting.next(value)
          heavy += filtered * filtered
        }
        sums.plain += plain
        sums.weighted += heavy
        inBlock += end - index
        index = end
        if inBlock == length { endBlock(length) }
      }
    }
    count += samples.count
  }

  private mutating func endBlock(_ length: Int) {
    plain.append(sums.plain / Double(length))
    weighted.append(sums.weighted / Double(length))
    sums = (0, 0)
    inBlock = 0
  }

  /// The figures of all that was pushed.
  var figures: SoundFigures {
    var figures = SoundFigures()
    guard count > 0, let levels else { return figures }
    figures.seconds = Double(count) / Double(sampleRate)
    figures.peakDecibels = levels.peakDecibels
    figures.clippedShare = levels.clippedShare
    figures.loudness = loudness
    let sorted = plain.map { 10 * log10(max($0, 1e-12)) }.sorted()
    guard !sorted.isEmpty else { return figures }
    figures.noiseDecibels = sorted[(sorted.count - 1) / 10]
    figures.rangeDecibels = sorted[(sorted.count - 1) * 9 / 10] - figures.noiseDecibels
    return figures
  }

  private var loudness: Double {
    func decibels(_ power: Double) -> Double { Self.offset + 10 * log10(max(power, 1e-12)) }
    func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }
    var blocks = stride(from: 0, through: weighted.count - Self.gateBlocks, by: Self.gateStep).map {
      mean(Array(weighted[$0..<$0 + Self.gateBlocks]))
    }
    if blocks.isEmpty { blocks = [mean(weighted)] }
    let audible = blocks.filter { decibels($0) > Self.absoluteGate }
    guard !audible.isEmpty else { return Self.absoluteGate }
    let gate = decibels(mean(audible)) + Self.relativeGate
    return decibels(mean(audible.filter { decibels($0) > gate }))
  }
}
