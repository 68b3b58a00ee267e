internal import Phonetics
internal import SpeechAnimation

/// A line as it is best known: what was heard, with its transcript laid over it where there is one that fits.
struct HeardLine: Sendable {
  let speech: HeardSpeech
  /// The phones as heard, or guided by the transcript.
  let phones: PhoneTrack
  /// nil where none was given, or where it did not fit.
  let transcript: AlignedTranscript?
  /// How well the transcript fits, 0…1; nil where none was given.
  let transcriptConfidence: Float?
  let warnings: [String]
}
