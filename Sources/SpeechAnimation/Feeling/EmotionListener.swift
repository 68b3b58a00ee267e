internal import NeuralKernels
internal import SpeechAudio

/// Hears the feeling of a voice as it comes: a reading every 0.2 s.
struct EmotionListener {
  private static let rowsPerReading = 20

  private let encoder: EmotionEncoder
  private var statistics = VoiceStatistics()
  private var depth = LoudnessDepth(rowsPerValue: 1)
  private var rowsTaken = 0
  private var rows: [Float] = []
  private var loudness: [Float] = []
  private var pitch: [Float] = []

  init(_ encoder: EmotionEncoder) { self.encoder = encoder }

  /// The readings that these features complete.
  mutating func push(_ features: SpeechFrontEnd.Features) -> [EmotionReading] {
    rows.append(contentsOf: features.rows)
    loudness.append(contentsOf: features.loudness)
    pitch.append(contentsOf: features.pitch)
    let (bands, pitches) = (LogMelExtractor.bands, PitchTracker.valuesPerFrame)
    let ready = min(loudness.count, pitch.count / pitches)
    var readings: [EmotionReading] = []
    for row in 0..<ready {
      statistics.take(
        logMel: rows[row * bands..<(row + 1) * bands], depth: depth.depth(of: loudness[row]),
        pitch: pitch[row * pitches..<(row + 1) * pitches])
      rowsTaken += 1
      if rowsTaken % Self.rowsPerReading == 0 { readings.append(read()) }
    }
    rows.removeFirst(ready * bands)
    loudness.removeFirst(ready)
    pitch.removeFirst(ready * pitches)
    return readings
  }

  /// A last reading for the rows that do not fill 0.2 s.
  mutating func finish() -> [EmotionReading] {
    rowsTaken % Self.rowsPerReading == 0 ? [] : [read()]
  }

  private func read() -> EmotionReading {
    let (logits, arousal) = encoder.judge(
      Matrix(rows: 1, columns: VoiceStatistics.count, values: statistics.values))
    var shares = logits.values
    Softmax.normalise(&shares, width: shares.count)
    var probabilities = [Float](repeating: 0, count: Emotion.allCases.count)
    for (emotion, value) in zip(encoder.classes, shares) {
      probabilities[Emotion.allCases.firstIndex(of: emotion)!] += value
    }
    return EmotionReading(probabilities: probabilities, arousal: min(max(arousal[0], 0), 1))
  }
}
