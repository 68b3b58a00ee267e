/// How far each value of a loudness curve lies below the loudest so far: log₁₀ of energy, 0 … −3. The peak decays by 3 dB a
/// second. Reference: `loudness_below_peak` of Tools/train/mien_train/features.py.
public struct LoudnessDepth: Sendable {
  static let deepest: Float = -3

  private let decayPerValue: Float
  private var peak = -Float.infinity

  /// `rowsPerValue`: rows of 10 ms that a value stands for.
  public init(rowsPerValue: Int) {
    decayPerValue = Float(RunningNormaliser.peakDecayPerFrame) * Float(rowsPerValue)
  }

  public mutating func depth(of loudness: Float) -> Float {
    peak = max(loudness, peak - decayPerValue)
    return max(loudness - peak, Self.deepest)
  }
}
