internal import Foundation

/// Streams samples at 16 kHz to log-mel energies: frame t is centred on sample 160·t, with zeros before and after the file.
///
/// Hann window of 400 samples, power spectrum of 512, 80 mel bands, log₁₀(energy + 1e-6). The same numbers for any
/// chunking: every frame is computed alone. Reference: Tools/train/mien_train/features.py.
public struct LogMelExtractor: Sendable {
  public static let bands = MelFilterBank.bands
  public static let hopSamples = 160
  public static let windowSamples = 400
  static let energyFloor: Float = 1e-6

  private typealias Lanes = PowerSpectrum.Lanes

  private let spectrum = PowerSpectrum()
  private let filters: MelFilterBank
  private let window: [Float]
  /// Samples from the start of the next frame's window on.
  private var pending: [Float]
  private var samplesSeen = 0
  private var framesMade = 0

  public init() {
    filters = MelFilterBank(
      bins: PowerSpectrum.bins, hertzPerBin: Double(Resampler.outputRate) / Double(PowerSpectrum.size))
    window = (0..<Self.windowSamples).map {
      Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(Self.windowSamples)))
    }
    pending = [Float](repeating: 0, count: Self.windowSamples / 2)
  }

  /// Rows of 80 values, row-major, for every frame whose window is complete.
  public mutating func push(_ samples: [Float]) -> [Float] {
    samplesSeen += samples.count
    pending.append(contentsOf: samples)
    return makeFrames(
      max(0, (pending.count - Self.windowSamples) / Self.hopSamples + (pending.count >= Self.windowSamples ? 1 : 0)))
  }

  /// The frames whose window reaches past the end; samples / 160 + 1 frames in all.
  public mutating func finish() -> [Float] {
    let total = samplesSeen / Self.hopSamples + 1
    let missing = max(0, total - framesMade)
    let needed = missing == 0 ? 0 : (missing - 1) * Self.hopSamples + Self.windowSamples
    pending.append(contentsOf: repeatElement(0, count: max(0, needed - pending.count)))
    return makeFrames(missing)
  }

  private mutating func makeFrames(_ count: Int) -> [Float] {
    guard count > 0 else { return [] }
    var rows = [Float](repeating: 0, count: count * Self.bands)
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 2 * PowerSpectrum.size + PowerSpectrum.bins) { scratch in
      let samples = scratch.baseAddress!
      let work = samples + PowerSpectrum.size
      let power = work + PowerSpectrum.size
      var frame = 0
      while frame < count {
        let lanes = min(16, count - frame)
        gather(firstFrame: frame, lanes: lanes, into: samples)
        spectrum.compute(samples, power: power, work: work)
        store(power, firstFrame: frame, lanes: lanes, into: &rows)
        frame += lanes
      }
    }
    pending.removeFirst(count * Self.hopSamples)
    framesMade += count
    return rows
  }

  private func gather(firstFrame: Int, lanes: Int, into samples: UnsafeMutablePointer<Lanes>) {
    pending.withUnsafeBufferPointer { pending in
      for index in 0..<Self.windowSamples {
        var row = Lanes(repeating: 0)
        for lane in 0..<lanes { row[lane] = pending[(firstFrame + lane) * Self.hopSamples + index] }
        samples[index] = row * window[index]
      }
    }
    for index in Self.windowSamples..<PowerSpectrum.size { samples[index] = Lanes(repeating: 0) }
  }

  private func store(_ power: UnsafePointer<Lanes>, firstFrame: Int, lanes: Int, into rows: inout [Float]) {
    for band in 0..<Self.bands {
      let first = filters.firstBins[band]
      var sum = Lanes(repeating: Self.energyFloor)
      for (offset, weight) in filters.weights[band].enumerated() { sum += power[first + offset] * weight }
      for lane in 0..<lanes { rows[(firstFrame + lane) * Self.bands + band] = log10(sum[lane]) }
    }
  }
}
