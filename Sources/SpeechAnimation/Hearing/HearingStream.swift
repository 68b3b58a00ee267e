internal import NeuralKernels
internal import Phonetics
package import SpeechAudio

/// Samples → what is heard of speech and feeling, in the memory of a window: front end and both encoders in one pass.
package struct HearingStream {
  private let model: ModelPackage
  private var frontEnd: SpeechFrontEnd
  private var speech: SpeechEncoderStream
  private var emotion: EmotionListener
  /// Loudness of rows whose frames are not heard yet.
  private var rowLoudness: [Float] = []
  private var rowPitch: [Float] = []

  package init(
    _ model: ModelPackage, sampleRate: Int, blockRows: Int = SpeechEncoderStream.fileBlockRows
  ) throws(AudioError) {
    self.model = model
    frontEnd = try SpeechFrontEnd(sampleRate: sampleRate, priorMean: model.priorMean)
    speech = SpeechEncoderStream(
      model.encoder, blockRows: blockRows, projection: model.motion.projection)
    emotion = EmotionListener(model.emotion)
  }

  package var secondsHeard: Double { frontEnd.durationSeconds }
  package var audioHash: String { frontEnd.audioHash }

  package mutating func push(_ samples: [Float]) throws(AudioError) -> (HeardFrames, [EmotionReading]) {
    let features = try frontEnd.push(samples)
    let readings = emotion.push(features)
    rowLoudness.append(contentsOf: features.loudness)
    rowPitch.append(contentsOf: features.pitch)
    return (frames(of: speech.push(features.rows)), readings)
  }

  package mutating func finish() throws(AudioError) -> (HeardFrames, [EmotionReading]) {
    let features = try frontEnd.finish()
    let readings = emotion.push(features) + emotion.finish()
    rowLoudness.append(contentsOf: features.loudness)
    rowPitch.append(contentsOf: features.pitch)
    var output = speech.push(features.rows)
    let rest = speech.finish()
    output.phoneLogits.append(contentsOf: rest.phoneLogits)
    output.articulation.append(contentsOf: rest.articulation)
    output.projected.append(contentsOf: rest.projected)
    return (frames(of: output), readings)
  }

  private mutating func frames(of output: SpeechEncoderStream.Output) -> HeardFrames {
    let shape = model.encoder.configuration
    var heard = HeardFrames(phoneCount: shape.phones)
    var probabilities = output.phoneLogits
    Softmax.normalise(&probabilities, width: shape.phones)
    heard.phones.append(probabilities)
    heard.articulation = output.articulation
    heard.projected = output.projected
    // A frame spans two rows, the last one perhaps only one; the louder row counts, and the mean pitch.
    let pitches = PitchTracker.valuesPerFrame
    for frame in 0..<heard.count {
      heard.loudness.append(rowLoudness[2 * frame..<min(2 * frame + 2, rowLoudness.count)].max() ?? 0)
      for value in 0..<pitches {
        let first = 2 * frame * pitches + value
        guard first < rowPitch.count else {
          heard.pitch.append(0)
          continue
        }
        let second = first + pitches
        heard.pitch.append(second < rowPitch.count ? (rowPitch[first] + rowPitch[second]) / 2 : rowPitch[first])
      }
    }
    rowLoudness.removeFirst(min(2 * heard.count, rowLoudness.count))
    rowPitch.removeFirst(min(2 * heard.count * pitches, rowPitch.count))
    return heard
  }
}
