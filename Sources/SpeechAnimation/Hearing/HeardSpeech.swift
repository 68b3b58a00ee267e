internal import Foundation
public import KeptValues
public import Phonetics
internal import SpeechAudio

/// What was heard in a recording: phones, articulation, loudness and pitch 50 times a second, feeling every 0.2 s.
///
/// The value of the first verb. It knows nothing of a text: the same speech is laid under any (``HeardLine``).
public struct HeardSpeech: Sendable {
  package let frames: HeardFrames
  /// The feeling of the voice.
  public let emotion: EmotionTrack
  /// Length of the recording, seconds.
  public let durationSeconds: Double
  /// Hash of its samples at 16 kHz.
  public let audioHash: String
  /// Name and content hash of the model that heard it.
  public let modelIdentifier: String
  /// The name of what it was made from.
  public let key: ContentKey

  /// How likely each phone is at each frame, as heard.
  public var phones: PhoneTrack { frames.phones }
  /// Frames, 50 a second.
  public var frameCount: Int { frames.count }
  /// log₁₀ of the sound's energy, one value a frame: ten decibels a unit.
  public var loudness: [Float] { frames.loudness }

  /// How voiced the sound is, 0…1, one value a frame.
  public var voicing: [Float] { pitchValues(0) }
  /// Pitch, octaves above 150 Hz, weighted by the voicing: one value a frame.
  public var pitchOctaves: [Float] { pitchValues(1) }

  private func pitchValues(_ index: Int) -> [Float] {
    stride(from: index, to: frames.pitch.count, by: PitchTracker.valuesPerFrame).map { frames.pitch[$0] }
  }

  /// One curve of the articulation that was heard.
  public func articulation(_ kind: Articulation) -> [Float] {
    let count = Articulation.allCases.count
    return stride(from: kind.rawValue, to: frames.articulation.count, by: count).map { frames.articulation[$0] }
  }

  /// The key of what a model hears in a recording, known before it is heard.
  /// - Parameter recording: key of the recording's bytes, or of its samples.
  public static func key(recording: ContentKey, model: ModelPackage) -> ContentKey {
    let maker = ContentKeyMaker("\(kind) \(version)")
    maker.add(recording)
    maker.add(model.identifier)
    return maker.key()
  }
}

extension HeardSpeech: KeptValue {
  /// What it is, in files.
  public static let kind = "mien-heard"
  /// Of the way in which recordings are heard.
  public static let version = 2

  private struct Details: Codable {
    let durationSeconds: Double
    let audioHash: String
    let modelIdentifier: String
    let key: ContentKey
  }

  /// Everything that was heard.
  public var record: KeptRecord {
    let count = frames.count
    func rows(_ values: [Float]) -> KeptRecord.Array {
      KeptRecord.Array(shape: [count, values.count / max(count, 1)], values: values)
    }
    let readings = emotion.heard
    return KeptRecord(
      Details(durationSeconds: durationSeconds, audioHash: audioHash, modelIdentifier: modelIdentifier, key: key),
      arrays: [
        "phones": rows(frames.phones.probabilities), "articulation": rows(frames.articulation),
        "projected": rows(frames.projected), "loudness": rows(frames.loudness), "pitch": rows(frames.pitch),
        "emotion": KeptRecord.Array(
          shape: [readings.count, Emotion.allCases.count + 1],
          values: readings.flatMap { $0.probabilities + [$0.arousal] }),
      ])
  }

  /// Takes its parts back, checked.
  public init(_ record: KeptRecord) throws(KeptError) {
    let details = try record.details(as: Details.self)
    let phoneCount = PhoneTable.standard.phones.count
    let phones = try record.rows("phones", columns: phoneCount)
    let count = phones.count / phoneCount
    guard details.durationSeconds.isFinite, details.durationSeconds >= 0 else {
      throw KeptError(.damaged, "its length is no number of seconds")
    }
    var frames = HeardFrames(phoneCount: phoneCount)
    frames.phones.append(phones)
    frames.articulation = try record.rows("articulation", columns: Articulation.allCases.count, rows: count)
    let projected = record.arrays["projected"]?.shape.last ?? 0
    frames.projected = try record.rows("projected", columns: projected, rows: count)
    frames.loudness = try record.rows("loudness", columns: 1, rows: count)
    frames.pitch = try record.rows("pitch", columns: PitchTracker.valuesPerFrame, rows: count)
    let columns = Emotion.allCases.count + 1
    let readings = try record.rows("emotion", columns: columns)
    var emotion = EmotionTrack()
    emotion.append(
      stride(from: 0, to: readings.count, by: columns).map { start in
        EmotionReading(
          probabilities: Array(readings[start..<start + columns - 1]), arousal: readings[start + columns - 1])
      })
    self.init(
      frames: frames, emotion: emotion, durationSeconds: details.durationSeconds, audioHash: details.audioHash,
      modelIdentifier: details.modelIdentifier, key: details.key)
  }
}
