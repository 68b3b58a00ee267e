/// One recording, the files to make of it, and what is said, where it is known.
public struct DialogueLine: Sendable, Hashable {
  /// Path of the recording.
  public let audio: String
  /// Paths of the files to make of it.
  public let outputs: [String]
  /// What is said; nil where it is not known.
  public let transcript: TranscriptSource?

  /// A line by its recording and the files to make of it.
  public init(audio: String, outputs: [String], transcript: TranscriptSource? = nil) {
    self.audio = audio
    self.outputs = outputs
    self.transcript = transcript
  }
}
