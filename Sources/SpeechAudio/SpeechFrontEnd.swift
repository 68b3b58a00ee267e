internal import Foundation

/// From samples at any rate to normalised log-mel rows, as a stream: what the encoders hear.
public struct SpeechFrontEnd {
  private let resampler: Resampler
  private var extractor = LogMelExtractor()
  private var normaliser: RunningNormaliser
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

  /// Rows of 80, row-major, that are ready after these samples.
  public mutating func push(_ samples: [Float]) throws(AudioError) -> [Float] {
    heard(try resampler.push(samples))
  }

  /// The rows that were still waiting for the end.
  public mutating func finish() throws(AudioError) -> [Float] {
    var rows = heard(try resampler.finish())
    var last = extractor.finish()
    normaliser.normalise(&last)
    rows.append(contentsOf: last)
    return rows
  }

  private mutating func heard(_ samples: [Float]) -> [Float] {
    samplesSeen += samples.count
    hash.update(samples)
    var rows = extractor.push(samples)
    normaliser.normalise(&rows)
    return rows
  }
}
