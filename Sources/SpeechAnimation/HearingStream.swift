internal import Foundation
internal import NeuralKernels
internal import Phonetics
internal import SpeechAudio

/// Samples → what is heard of speech and feeling, in the memory of a window: front end and both encoders in one pass.
struct HearingStream {
  private let model: ModelPackage
  private var frontEnd: SpeechFrontEnd
  private var speech: SpeechEncoderStream
  private var emotion: EmotionListener
  /// Loudness of rows whose frames are not heard yet.
  private var rowLoudness: [Float] = []

  init(
    _ model: ModelPackage, sampleRate: Int, blockRows: Int = SpeechEncoderStream.fileBlockRows
  ) throws(AudioError) {
    self.model = model
    frontEnd = try SpeechFrontEnd(sampleRate: sampleRate, priorMean: model.priorMean)
    speech = SpeechEncoderStream(
      model.encoder, blockRows: blockRows, projection: model.motion.projection)
    emotion = EmotionListener(model.emotion)
  }

  var secondsHeard: Double { frontEnd.durationSeconds }
  var audioHash: String { frontEnd.audioHash }

  mutating func push(_ samples: [Float]) throws(AudioError) -> (HeardFrames, [EmotionReading]) {
    let features = try frontEnd.push(samples)
    let readings = emotion.push(features)
    rowLoudness.append(contentsOf: features.loudness)
    return (frames(of: speech.push(features.rows)), readings)
  }

  mutating func finish() throws(AudioError) -> (HeardFrames, [EmotionReading]) {
    let features = try frontEnd.finish()
    let readings = emotion.push(features) + emotion.finish()
    rowLoudness.append(contentsOf: features.loudness)
    var output = speech.push(features.rows)
    let rest = speech.finish()
    output.phoneLogits.append(contentsOf: rest.phoneLogits)
    output.articulation.append(contentsOf: rest.articulation)
    output.projected.append(contentsOf: rest.projected)
    return (frames(of: output), readings)
  }

  private mutating func frames(of output: SpeechEncoderStream.Output) -> HeardFrames {
    let shape = model.encoder.configuration
    var heard = HeardFrames(phones: PhoneTrack(phoneCount: shape.phones))
    heard.phones.append(Self.probabilities(output.phoneLogits, width: shape.phones))
    heard.articulation = output.articulation
    heard.projected = output.projected
    // A frame spans two rows, the last one perhaps only one; the louder row counts.
    for frame in 0..<heard.count {
      heard.loudness.append(rowLoudness[2 * frame..<min(2 * frame + 2, rowLoudness.count)].max() ?? 0)
    }
    rowLoudness.removeFirst(min(2 * heard.count, rowLoudness.count))
    return heard
  }

  /// Rows of logits → rows of probabilities.
  private static func probabilities(_ logits: [Float], width: Int) -> [Float] {
    var values = logits
    values.withUnsafeMutableBufferPointer { values in
      for start in stride(from: 0, to: values.count, by: width) {
        let row = UnsafeMutableBufferPointer(rebasing: values[start..<start + width])
        let greatest = row.max() ?? 0
        var sum: Float = 0
        for phone in row.indices {
          row[phone] = exp(row[phone] - greatest)
          sum += row[phone]
        }
        for phone in row.indices { row[phone] /= sum }
      }
    }
    return values
  }
}
