internal import Foundation
internal import SpeechAudio

/// How a voice lies over the last seconds: colour of its spectrum and how fast that moves, pitch and its range, energy and
/// its swing. Running averages with a time constant of 4 s; nothing of the future is seen.
///
/// Reference: `voice_statistics` of Tools/train/mien_train/emotion_model.py.
struct VoiceStatistics: Sendable {
  static let cepstra = 20
  static let count = 3 * cepstra + 11

  private static let leak = 1 - 1.0 / 400
  private static let loudDepth: Float = -1.5
  private static let voicedFrom: Float = 0.5
  /// Keeps quotients of nothing by nothing at 0.
  private static let share = 1e-3

  /// A running sum of values and of their squares, with the weight they had.
  private struct Average: Sendable {
    var sum = 0.0
    var squares = 0.0
    var weight = 0.0

    mutating func take(_ value: Double, weight w: Double = 1) {
      sum = sum * VoiceStatistics.leak + w * value
      squares = squares * VoiceStatistics.leak + w * value * value
      weight = weight * VoiceStatistics.leak + w
    }

    var mean: Double { sum / (weight + VoiceStatistics.share) }
    var deviation: Double { max(squares / (weight + VoiceStatistics.share) - mean * mean, 0).squareRoot() }
  }

  private struct Row: Sendable {
    var depth: Float
    var octaves: Float
    var isLoud: Bool
    var isVoiced: Bool
  }

  /// `[cepstra, bands]`, the orthonormal cosine transform.
  private let cosines: [Float]
  private var last: Row?
  private var latest = [Float](repeating: 0, count: cepstra)
  private var previous = [Float](repeating: 0, count: cepstra)
  private var colour = [Average](repeating: Average(), count: cepstra)
  private var movement = [Average](repeating: Average(), count: cepstra)
  private var tone = Average()
  private var glide = Average()
  private var level = Average()
  private var swing = Average()
  private var voicedShare = Average()
  private var loudShare = Average()
  private var voicedChanges = Average()
  private var loudChanges = Average()
  private var voicing = Average()

  init() {
    let bands = LogMelExtractor.bands
    cosines = (0..<Self.cepstra).flatMap { index in
      (0..<bands).map { band in
        let scale = (index == 0 ? 1.0 : 2.0) / Double(bands)
        return Float(
          scale.squareRoot() * cos(Double.pi * Double(index) * (Double(band) + 0.5) / Double(bands)))
      }
    }
  }

  /// Takes a row of 10 ms: normalised log-mel, log₁₀ of energy below its peak, and pitch as ``PitchTracker`` gives it.
  mutating func take(logMel: ArraySlice<Float>, depth: Float, pitch: ArraySlice<Float>) {
    let (voicing, octaves) = (pitch[pitch.startIndex], pitch[pitch.startIndex + 1])
    let isVoiced = voicing > Self.voicedFrom
    let row = Row(
      depth: depth, octaves: isVoiced ? octaves / max(voicing, 1e-6) : 0, isLoud: depth > Self.loudDepth,
      isVoiced: isVoiced)
    swap(&latest, &previous)
    transform(logMel)
    if last == nil { previous = latest }
    let before = last ?? row
    let loud = row.isLoud ? 1.0 : 0
    let bothLoud = row.isLoud && before.isLoud ? 1.0 : 0
    for index in 0..<Self.cepstra {
      colour[index].take(Double(latest[index]), weight: loud)
      movement[index].take(Double(abs(latest[index] - previous[index])), weight: bothLoud)
    }
    tone.take(Double(row.octaves), weight: isVoiced ? 1 : 0)
    glide.take(Double(abs(row.octaves - before.octaves)), weight: isVoiced && before.isVoiced ? 1 : 0)
    level.take(Double(depth))
    swing.take(Double(abs(depth - before.depth)))
    voicedShare.take(isVoiced ? 1 : 0)
    loudShare.take(loud)
    voicedChanges.take(isVoiced != before.isVoiced ? 1 : 0)
    loudChanges.take(row.isLoud != before.isLoud ? 1 : 0)
    self.voicing.take(Double(voicing))
    last = row
  }

  /// The ``count`` statistics as they stand.
  var values: [Float] {
    let lists = [colour.map(\.mean), colour.map(\.deviation), movement.map(\.mean)]
    let singles = [
      tone.mean, tone.deviation, glide.mean, level.mean, level.deviation, swing.mean, voicedShare.mean, loudShare.mean,
      voicedChanges.mean, loudChanges.mean, voicing.mean,
    ]
    return (lists.flatMap { $0 } + singles).map(Float.init)
  }

  /// Log-mel → `latest` cepstra.
  private mutating func transform(_ logMel: ArraySlice<Float>) {
    let bands = LogMelExtractor.bands
    logMel.withUnsafeBytes { mel in
      cosines.withUnsafeBytes { cosines in
        for index in 0..<Self.cepstra {
          var lanes = SIMD8<Float>(repeating: 0)
          for band in stride(from: 0, to: bands, by: 8) {
            let start = band * MemoryLayout<Float>.stride
            lanes +=
              mel.loadUnaligned(fromByteOffset: start, as: SIMD8<Float>.self)
              * cosines.loadUnaligned(
                fromByteOffset: index * bands * MemoryLayout<Float>.stride + start, as: SIMD8<Float>.self)
          }
          latest[index] = lanes.sum()
        }
      }
    }
  }
}
