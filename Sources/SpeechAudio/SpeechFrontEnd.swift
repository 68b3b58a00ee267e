internal import Foundation

/// From samples at any rate to normalised log-mel rows, as a stream: what the encoders hear.
public struct SpeechFrontEnd {
  /// Rows that are ready: `LogMelExtractor.bands` normalised log-mels each, row-major, and each row's loudness.
  public struct Features: Sendable {
    public var rows: [Float] = []
    /// log₁₀ of a row's energy over all bands, before normalisation: ten decibels a unit.
    public var loudness: [Float] = []
    /// ``PitchTracker/valuesPerFrame`` values a row; they may come a little earlier or later than the row itself.
    public var pitch: [Float] = []
  }

  private let resampler: Resampler
  private var extractor = LogMelExtractor()
  private var normaliser: RunningNormaliser
  private var pitchTracker = PitchTracker()
  private var hash = SampleHash()
  /// Samples at 16 kHz so far.
  public private(set) var samplesSeen = 0

  /// - Throws: ``AudioError`` `.resamplerFailed`.
  public init(sampleRate: Int, priorMean: [Float]) throws(AudioError) {
    resampler = try Resampler(inputRate: sampleRate)
    normaliser = RunningNormaliser(priorMean: priorMean)
  }

  /// Length so far in seconds.
  public var durationSeconds: Double { Double(samplesSeen) / Double(Resampler.outputRate) }
  /// Hash of the samples at 16 kHz so far.
  public var audioHash: String { hash.hexadecimal }

  /// The features that are ready after these samples.
  public mutating func push(_ samples: [Float]) throws(AudioError) -> Features {
    let resampled = try resampler.push(samples)
    return features(heard(resampled), pitch: pitchTracker.push(resampled))
  }

  /// The features that were still waiting for the end.
  public mutating func finish() throws(AudioError) -> Features {
    let resampled = try resampler.finish()
    var rows = heard(resampled)
    rows.append(contentsOf: extractor.finish())
    return features(rows, pitch: pitchTracker.push(resampled) + pitchTracker.finish())
  }

  private mutating func heard(_ samples: [Float]) -> [Float] {
    samplesSeen += samples.count
    hash.update(samples)
    return extractor.push(samples)
  }

  private mutating func features(_ rows: [Float], pitch: [Float]) -> Features {
    let bands = LogMelExtractor.bands
    let loudness = stride(from: 0, to: rows.count, by: bands).map { start in
      log10(rows[start..<start + bands].reduce(0) { $0 + pow(10, $1) })
    }
    var features = Features(rows: rows, loudness: loudness, pitch: pitch)
    normaliser.normalise(&features.rows)
    return features
  }
}
