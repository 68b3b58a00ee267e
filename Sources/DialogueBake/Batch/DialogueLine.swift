/// One recording, the files to make of it, and what is said, where it is known.
public struct DialogueLine: Sendable, Hashable {
  public let audio: String
  public let outputs: [String]
  public let transcript: TranscriptSource?

  public init(audio: String, outputs: [String], transcript: TranscriptSource? = nil) {
    self.audio = audio
    self.outputs = outputs
    self.transcript = transcript
  }
}
