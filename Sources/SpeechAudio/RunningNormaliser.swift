/// Subtracts from each mel band its running mean over the loud frames so far, and clips to ±3.
///
/// A frame counts as loud within 15 dB of a peak that decays by 3 dB a second; the mean leaks over 15 s of loud frames
/// and starts from a prior worth 1 s. Nothing of the future is seen, and level and timbre of the microphone drop out.
/// Reference: Tools/train/mien_train/features.py.
public struct RunningNormaliser: Sendable {
  static let leak = 1 - 1.0 / 1500
  static let priorFrames = 100.0
  static let peakDecayPerFrame = 0.003  // log₁₀ of power: 3 dB a second
  static let gateDepth = 1.5  // log₁₀ of power: 15 dB
  static let clip: Float = 3

  private let priorMean: [Double]
  private var sums: [Double]
  private var count = 0.0
  private var peak = -Double.infinity

  /// `priorMean`: one value a band, part of the model package.
  public init(priorMean: [Float]) {
    precondition(priorMean.count == LogMelExtractor.bands)
    self.priorMean = priorMean.map(Double.init)
    sums = [Double](repeating: 0, count: priorMean.count)
  }

  /// Normalises rows of 80 in place, in order.
  public mutating func normalise(_ rows: inout [Float]) {
    let bands = priorMean.count
    for start in stride(from: 0, to: rows.count, by: bands) {
      var loudness = 0.0
      for band in 0..<bands { loudness += Double(rows[start + band]) }
      loudness /= Double(bands)
      peak = max(loudness, peak - Self.peakDecayPerFrame)
      let isLoud = loudness > peak - Self.gateDepth
      count = count * Self.leak + (isLoud ? 1 : 0)
      for band in 0..<bands {
        sums[band] = sums[band] * Self.leak + (isLoud ? Double(rows[start + band]) : 0)
        let mean = (sums[band] + Self.priorFrames * priorMean[band]) / (count + Self.priorFrames)
        rows[start + band] = min(Self.clip, max(-Self.clip, Float(Double(rows[start + band]) - mean)))
      }
    }
  }
}
