internal import Foundation
internal import Phonetics
internal import SpeechAnimation
internal import SpeechAudio

/// Decodes a recording and listens to it, with its transcript where there is one.
struct LineListener {
  let model: ModelPackage
  /// Go on with what decodes of a damaged recording.
  let keepsGoing: Bool

  /// Called with the share that is done and the seconds heard.
  typealias Report = (Double, Double) -> Void

  /// A transcript that does not fit is left aside with a warning.
  /// - Throws: errors of the rooms below.
  func listen(to audio: String, transcript: TranscriptSource?, report: Report) throws -> HeardLine {
    let name = (audio as NSString).lastPathComponent
    let script = try transcript?.script()
    let (speech, damage) = try hear(audio, report)
    guard let script else {
      return HeardLine(
        speech: speech, phones: speech.phones, transcript: nil, transcriptConfidence: nil, warnings: damage)
    }
    let (aligned, notes) = try script.aligned(to: speech.phones, durationSeconds: speech.durationSeconds)
    if aligned.confidence >= AlignedTranscript.leastConfidence {
      return HeardLine(
        speech: speech, phones: aligned.guiding(speech.phones), transcript: aligned,
        transcriptConfidence: aligned.confidence, warnings: damage + notes)
    }
    let confidence = Double((aligned.confidence * 100).rounded()) / 100
    let doubt = "the transcript does not fit '\(name)' (confidence \(confidence)): it is left aside"
    return HeardLine(
      speech: speech, phones: speech.phones, transcript: nil, transcriptConfidence: aligned.confidence,
      warnings: damage + notes + [doubt])
  }

  /// Decodes block by block into the listener: memory does not grow with the decoded audio.
  private func hear(_ audio: String, _ report: Report) throws -> (HeardSpeech, warnings: [String]) {
    let reader = try AudioFileReader(path: audio, keepGoing: keepsGoing)
    var listener = try SpeechListener(model, sampleRate: reader.sampleRate)
    let expectedSeconds = Double(max(reader.declaredFrames, 1)) / Double(reader.sampleRate)
    while true {
      let block = try reader.read()
      if block.isEmpty { return (try listener.finish(), reader.warnings) }
      try listener.push(block)
      report(min(1, listener.secondsHeard / expectedSeconds), listener.secondsHeard)
    }
  }
}
