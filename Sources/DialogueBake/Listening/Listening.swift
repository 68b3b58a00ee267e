internal import Foundation
public import KeptValues
package import Phonetics
public import SpeechAnimation
public import SpeechAudio

/// The first verb: recordings, and what is said in them → what was heard.
///
/// Hearing and aligning are apart, so that another text does not hear the recording again.
public struct Listening: Sendable {
  private let model: ModelPackage
  private let keepsGoing: Bool
  private let channel: ChannelChoice

  /// - Parameter keepsGoing: go on with what decodes of a damaged recording.
  /// - Parameter channel: which channel of a file is heard.
  public init(model: ModelPackage, keepsGoing: Bool = false, channel: ChannelChoice = .automatic) {
    self.model = model
    self.keepsGoing = keepsGoing
    self.channel = channel
  }

  /// The key of what would be heard, without hearing it.
  /// - Throws: ``BakeError``.
  public func key(of recording: Recording) throws(BakeError) -> ContentKey {
    do { return HeardSpeech.key(recording: try keyOfSound(recording), model: model) } catch { throw BakeError(error) }
  }

  /// The key of what would be heard in a file, or in a stretch of one, whose bytes have a key already.
  package func key(ofSound bytes: ContentKey) -> ContentKey {
    HeardSpeech.key(recording: keyOfSound(bytes, isFile: true), model: model)
  }

  /// A damaged recording of which the rest is heard, or one channel, is another one than the same bytes taken whole.
  private func keyOfSound(_ recording: Recording) throws(KeptError) -> ContentKey {
    keyOfSound(try recording.key(), isFile: recording.path != nil)
  }

  private func keyOfSound(_ bytes: ContentKey, isFile: Bool) -> ContentKey {
    var key = bytes
    if keepsGoing {
      let maker = ContentKeyMaker("what decodes")
      maker.add(key)
      key = maker.key()
    }
    if channel != .automatic, isFile {
      let maker = ContentKeyMaker("channel")
      maker.add(channel.text)
      maker.add(key)
      key = maker.key()
    }
    return key
  }

  /// Hears a recording; memory does not grow with the decoded sound.
  /// - Parameter report: called with the share that is done and the seconds heard.
  /// - Returns: what was heard, and what the user should know of the recording.
  /// - Throws: ``BakeError``.
  public func hear(
    _ recording: Recording, report: (_ share: Double, _ seconds: Double) -> Void = { _, _ in }
  ) throws(BakeError) -> (speech: HeardSpeech, warnings: [String]) {
    try hear(recording, bytes: nil, report: report) { _, _ in }
  }

  /// As ``hear(_:report:)``, and shows every block of samples to whoever measures the sound.
  /// - Parameter bytes: key of the recording's bytes, where it is known already.
  package func hear(
    _ recording: Recording, bytes: ContentKey?, report: (_ share: Double, _ seconds: Double) -> Void = { _, _ in },
    watch: (_ samples: [Float], _ sampleRate: Int) -> Void
  ) throws(BakeError) -> (speech: HeardSpeech, warnings: [String]) {
    do {
      switch recording {
      case .file(let path), .part(let path, _):
        let reader = try AudioFileReader(
          path: path, keepGoing: keepsGoing, channel: channel, seconds: recording.span)
        let key = keyOfSound(try bytes ?? recording.key(), isFile: true)
        let listener = try SpeechListener(model, sampleRate: reader.sampleRate, recording: key)
        let expectedSeconds = Double(max(reader.declaredFrames, 1)) / Double(reader.sampleRate)
        let speech = try hear(listener, expectedSeconds, report) {
          let block = try reader.read()
          watch(block, reader.sampleRate)
          return block
        }
        return (speech, reader.warnings)
      case .samples(let samples, let sampleRate, let name):
        guard !samples.isEmpty else {
          throw AudioError(.empty, "'\(name)' holds no samples: give it some")
        }
        let listener = try SpeechListener(model, sampleRate: sampleRate, recording: try keyOfSound(recording))
        var start = 0
        let speech = try hear(listener, Double(samples.count) / Double(sampleRate), report) {
          let block = Array(samples[start..<min(start + Self.blockSamples, samples.count)])
          start += block.count
          watch(block, sampleRate)
          return block
        }
        var levels = RecordingLevels(sampleRate: sampleRate)
        levels.push(samples)
        return (speech, levels.warnings(name: name))
      }
    } catch {
      throw BakeError(error)
    }
  }

  private static let blockSamples = 16_384

  private func hear(
    _ listener: consuming SpeechListener, _ expectedSeconds: Double, _ report: (Double, Double) -> Void,
    next: () throws -> [Float]
  ) throws -> HeardSpeech {
    var listener = listener
    listener.reserve(seconds: expectedSeconds)
    while true {
      let block = try next()
      if block.isEmpty { return try listener.finish() }
      try listener.push(block)
      report(min(1, listener.secondsHeard / expectedSeconds), listener.secondsHeard)
    }
  }

  /// Lays a text over what was heard; one that does not fit is left aside with a warning.
  /// - Parameter name: of the line, in warnings.
  /// - Throws: ``BakeError``.
  public func align(
    _ speech: HeardSpeech, to text: TranscriptSource, name: String
  ) throws(BakeError) -> (line: HeardLine, warnings: [String]) {
    try align(speech, to: text, name: name, pronounced: nil)
  }

  /// As ``align(_:to:name:)``.
  /// - Parameter pronounced: the words of the text with their sounds, where they are known already.
  package func align(
    _ speech: HeardSpeech, to text: TranscriptSource, name: String, pronounced: [PronouncedWord]?
  ) throws(BakeError) -> (line: HeardLine, warnings: [String]) {
    do {
      guard let script = try text.script(pronounced: pronounced) else { return (HeardLine(speech), []) }
      return try align(speech, to: script, name)
    } catch { throw BakeError(error) }
  }

  /// Hears a recording and lays its text over it, where there is one. A text that cannot be read is found out before the
  /// recording is heard.
  /// - Throws: ``BakeError``.
  public func listen(
    to recording: Recording, text: TranscriptSource? = nil,
    report: (_ share: Double, _ seconds: Double) -> Void = { _, _ in }
  ) throws(BakeError) -> (line: HeardLine, warnings: [String]) {
    do {
      let script = try text?.script()
      let (speech, damage) = try hear(recording, report: report)
      guard let script else { return (HeardLine(speech), damage) }
      let (line, notes) = try align(speech, to: script, recording.name)
      return (line, damage + notes)
    } catch {
      throw BakeError(error)
    }
  }

  private func align(
    _ speech: HeardSpeech, to script: Script, _ name: String
  ) throws -> (line: HeardLine, warnings: [String]) {
    let (aligned, notes) = try script.aligned(to: speech.phones, durationSeconds: speech.durationSeconds)
    let line = HeardLine(speech, aligned: aligned, textKey: script.key)
    guard line.transcript == nil else { return (line, notes) }
    let confidence = Double((aligned.confidence * 100).rounded()) / 100
    return (
      line, notes + ["the transcript does not fit '\(name)' (confidence \(confidence)): it is left aside"]
    )
  }
}
