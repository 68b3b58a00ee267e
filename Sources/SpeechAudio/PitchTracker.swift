internal import CVectorMath
internal import Foundation

/// Pitch at 100 Hz by normalised cross-correlation of the sound at 4 kHz, as a stream.
///
/// Frame t is centred on sample 160·t at 16 kHz, with zeros before and after the file; 23 ms of the future are seen. The
/// same numbers for any chunking. Reference: Tools/train/mien_train/pitch.py.
public struct PitchTracker: Sendable {
  /// Voicing 0…1, octaves above 150 Hz, octaves above the speaker's pitch so far; the last two are 0 where unvoiced.
  public static let valuesPerFrame = 3

  static let decimation = 4
  static let hop = 40
  static let windowSamples = 120
  static let leastLag = 8
  static let greatestLag = 57
  private static let lowRate: Float = 4000
  /// Energy of a window at −50 dB: quieter ones have no pitch.
  private static let energyFloor: Float = 1.2e-3
  /// The first peak as high as this share of the best is the period, not a multiple of it.
  private static let nearlyBest: Float = 0.87
  private static let referenceHertz: Float = 150
  private static let voicedFrom: Float = 0.35
  private static let voicedFull: Float = 0.65
  private static let leak = 1 - 1.0 / 1000
  private static let priorFrames = 50.0
  private static let priorPitch = 0.2
  private static let spanSamples = windowSamples + greatestLag
  private static let lagCount = greatestLag - leastLag + 1
  /// Lags that are computed at once; those past the greatest are not used.
  private static let lanes = Int(MIEN_LAGS)

  /// Low-pass at 1 kHz, a Hamming-windowed sinc.
  private let taps: [Float]
  /// 16 kHz samples from the next decimated sample's first tap on.
  private var pending: [Float]
  /// 4 kHz samples from the next frame's window on.
  private var low: [Float]
  private var samplesSeen = 0
  private var framesMade = 0
  private var pitchSum = 0.0
  private var voicedCount = 0.0

  public init() {
    let count = 33
    let raw = (0..<count).map { index -> Double in
      let offset = Double(index - count / 2)
      let sinc = offset == 0 ? 1 : sin(Double.pi * offset / 8) / (Double.pi * offset / 8)
      return sinc / 8 * (0.54 + 0.46 * cos(2 * Double.pi * offset / Double(count - 1)))
    }
    let sum = raw.reduce(0, +)
    taps = raw.map { Float($0 / sum) }
    pending = [Float](repeating: 0, count: count / 2)
    low = [Float](repeating: 0, count: Self.windowSamples / 2 + Self.greatestLag / 2)
  }

  /// Rows of ``valuesPerFrame`` for every frame whose window is complete.
  public mutating func push(_ samples: [Float]) -> [Float] {
    samplesSeen += samples.count
    pending.append(contentsOf: samples)
    decimate()
    let ready = low.count < Self.spanSamples ? 0 : (low.count - Self.spanSamples) / Self.hop + 1
    return makeFrames(ready)
  }

  /// The frames whose window reaches past the end; samples / 160 + 1 frames in all.
  public mutating func finish() -> [Float] {
    pending.append(contentsOf: repeatElement(0, count: taps.count / 2))
    decimate()
    let missing = max(0, samplesSeen / (Self.hop * Self.decimation) + 1 - framesMade)
    let needed = missing == 0 ? 0 : (missing - 1) * Self.hop + Self.spanSamples
    low.append(contentsOf: repeatElement(0, count: max(0, needed - low.count)))
    return makeFrames(missing)
  }

  private mutating func decimate() {
    guard pending.count >= taps.count else { return }
    let ready = (pending.count - taps.count) / Self.decimation + 1
    low.reserveCapacity(low.count + ready)
    pending.withUnsafeBufferPointer { pending in
      for index in 0..<ready {
        var sum: Float = 0
        for tap in taps.indices { sum += taps[tap] * pending[index * Self.decimation + tap] }
        low.append(sum)
      }
    }
    pending.removeFirst(ready * Self.decimation)
  }

  private mutating func makeFrames(_ count: Int) -> [Float] {
    guard count > 0 else { return [] }
    var rows: [Float] = []
    rows.reserveCapacity(count * Self.valuesPerFrame)
    // Unused lags read beyond the window.
    low.append(contentsOf: repeatElement(0, count: Self.lanes))
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * Self.lanes) { scratch in
      for frame in 0..<count {
        let (voiced, octaves) = low.withUnsafeBufferPointer {
          Self.measure($0.baseAddress! + frame * Self.hop, scratch)
        }
        pitchSum = pitchSum * Self.leak + Double(voiced * octaves)
        voicedCount = voicedCount * Self.leak + Double(voiced)
        let mean = (pitchSum + Self.priorFrames * Self.priorPitch) / (voicedCount + Self.priorFrames)
        rows.append(voiced)
        rows.append(voiced * octaves)
        rows.append(voiced * (octaves - Float(mean)))
      }
    }
    low.removeLast(Self.lanes)
    low.removeFirst(count * Self.hop)
    framesMade += count
    return rows
  }

  /// Voicing and octaves above the reference of the window at `window`. `scratch` holds two rows of lags.
  private static func measure(
    _ window: UnsafePointer<Float>, _ scratch: UnsafeMutableBufferPointer<Float>
  ) -> (voiced: Float, octaves: Float) {
    let correlation = scratch.baseAddress!
    let energies = correlation + lanes
    mien_correlate_lags(window, windowSamples, leastLag, correlation, energies)
    var ownEnergy: Float = energyFloor
    for index in 0..<windowSamples { ownEnergy += window[index] * window[index] }
    for lag in 0..<lagCount { correlation[lag] /= (ownEnergy * (energies[lag] + energyFloor)).squareRoot() }
    var best: Float = 0
    for lag in 1..<lagCount - 1 where isPeak(correlation, lag) { best = max(best, correlation[lag]) }
    guard best > 0,
      let first = (1..<lagCount - 1).first(where: {
        isPeak(correlation, $0) && correlation[$0] >= nearlyBest * best
      })
    else { return (0, 0) }
    let (left, middle, right) = (correlation[first - 1], correlation[first], correlation[first + 1])
    let bend = left - 2 * middle + right
    let offset = bend < -1e-9 ? min(max(0.5 * (left - right) / bend, -0.5), 0.5) : 0
    let lag = Float(leastLag + first) + offset
    let voiced = min(max((best - voicedFrom) / (voicedFull - voicedFrom), 0), 1)
    return (voiced, log2(lowRate / lag / referenceHertz))
  }

  private static func isPeak(_ correlation: UnsafePointer<Float>, _ lag: Int) -> Bool {
    correlation[lag] > 0 && correlation[lag] >= correlation[lag - 1] && correlation[lag] > correlation[lag + 1]
  }
}
