internal import Foundation
internal import KeptValues

/// How a recording sounds, as far as a face depends on it.
public struct SoundFigures: Sendable, Hashable, Codable {
  /// Length, seconds.
  public var seconds = 0.0
  /// Highest sample, decibels of full scale.
  public var peakDecibels = -200.0
  /// Share of samples that lie flat at the highest one, 0…1.
  public var clippedShare = 0.0
  /// Loudness, LUFS: of what is not silence (ITU-R BS.1770-4, gated); −70 for silence.
  public var loudness = -70.0
  /// What is heard where nobody speaks: the quietest tenth of the line's twentieths of a second, decibels of full scale.
  public var noiseDecibels = -120.0
  /// How far the loud twentieths lie above it, decibels.
  public var rangeDecibels = 0.0

  /// The figures of samples of one channel, −1…1.
  public init(of samples: [Float], sampleRate: Int) {
    var meter = SoundMeter()
    meter.push(samples, sampleRate: sampleRate)
    self = meter.figures
  }

  /// Figures that are known.
  public init(
    seconds: Double = 0, peakDecibels: Double = -200, clippedShare: Double = 0, loudness: Double = -70,
    noiseDecibels: Double = -120, rangeDecibels: Double = 0
  ) {
    self.seconds = seconds
    self.peakDecibels = peakDecibels
    self.clippedShare = clippedShare
    self.loudness = loudness
    self.noiseDecibels = noiseDecibels
    self.rangeDecibels = rangeDecibels
  }
}

/// The figures of a recording, kept beside what was heard in it, with what should be known of it.
struct KeptSound: KeptValue {
  static let kind = "mien-sound"
  static let version = 1

  let figures: SoundFigures
  let warnings: [String]
  let key: ContentKey

  init(_ figures: SoundFigures, warnings: [String], key: ContentKey) {
    self.figures = figures
    self.warnings = warnings
    self.key = key
  }

  /// The key beside that of what was heard.
  static func key(speech: ContentKey) -> ContentKey {
    let maker = ContentKeyMaker("\(kind) \(version)")
    maker.add(speech)
    return maker.key()
  }

  private struct Details: Codable {
    let figures: SoundFigures
    let warnings: [String]
    let key: ContentKey
  }

  var record: KeptRecord { KeptRecord(Details(figures: figures, warnings: warnings, key: key), arrays: [:]) }

  init(_ record: KeptRecord) throws(KeptError) {
    let details = try record.details(as: Details.self)
    self.init(details.figures, warnings: details.warnings, key: details.key)
  }
}
