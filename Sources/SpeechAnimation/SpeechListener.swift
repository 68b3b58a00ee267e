internal import Foundation
internal import Phonetics
public import SpeechAudio

/// Listens to a recording as it decodes: front end and encoder in one pass, in the memory of a window.
public struct SpeechListener {
  private let model: ModelPackage
  private var frontEnd: SpeechFrontEnd
  private var stream: SpeechEncoderStream
  private var phones: PhoneTrack
  private var articulation: [Float] = []
  private var rowLoudness: [Float] = []

  /// - Throws: ``AudioError`` for a rate that cannot be resampled.
  public init(_ model: ModelPackage, sampleRate: Int) throws(AudioError) {
    self.model = model
    frontEnd = try SpeechFrontEnd(sampleRate: sampleRate, priorMean: model.priorMean)
    stream = SpeechEncoderStream(model.encoder)
    phones = PhoneTrack(phoneCount: model.encoder.configuration.phones)
  }

  /// Seconds heard so far.
  public var secondsHeard: Double { frontEnd.durationSeconds }

  public mutating func push(_ samples: [Float]) throws(AudioError) {
    hear(try frontEnd.push(samples))
  }

  public mutating func finish() throws(AudioError) -> HeardSpeech {
    hear(try frontEnd.finish())
    keep(stream.finish())
    let count = Articulation.allCases.count
    var curves: [Articulation: [Float]] = [:]
    for kind in Articulation.allCases {
      curves[kind] = stride(from: kind.rawValue, to: articulation.count, by: count).map { articulation[$0] }
    }
    return HeardSpeech(
      phones: phones, articulation: curves, loudness: tokenLoudness, durationSeconds: frontEnd.durationSeconds,
      audioHash: frontEnd.audioHash)
  }

  private mutating func hear(_ features: SpeechFrontEnd.Features) {
    rowLoudness.append(contentsOf: features.loudness)
    keep(stream.push(features.rows))
  }

  /// Tokens span two rows; the louder one counts.
  private var tokenLoudness: [Float] {
    stride(from: 0, to: rowLoudness.count, by: 2).map { row in
      row + 1 < rowLoudness.count ? max(rowLoudness[row], rowLoudness[row + 1]) : rowLoudness[row]
    }
  }

  private mutating func keep(_ output: SpeechEncoderStream.Output) {
    var logits = output.phoneLogits
    let width = phones.phoneCount
    logits.withUnsafeMutableBufferPointer { logits in
      for start in stride(from: 0, to: logits.count, by: width) {
        let row = UnsafeMutableBufferPointer(rebasing: logits[start..<start + width])
        let greatest = row.max() ?? 0
        var sum: Float = 0
        for phone in row.indices {
          row[phone] = exp(row[phone] - greatest)
          sum += row[phone]
        }
        for phone in row.indices { row[phone] /= sum }
      }
    }
    phones.append(logits)
    articulation.append(contentsOf: output.articulation)
  }
}
