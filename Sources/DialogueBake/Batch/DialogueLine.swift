public import FacePerformance

/// One recording, the files to make of it, and what is said, where it is known.
public struct DialogueLine: Sendable, Hashable {
  /// Path of the recording.
  public let audio: String
  /// Paths of the files to make of it.
  public let outputs: [String]
  /// What is said; nil where it is not known.
  public let transcript: TranscriptSource?
  /// Paths of the files of further takes, which say the same and act otherwise.
  public let laterTakes: [[String]]
  /// Outputs that show one part of the line, by their paths.
  public let parts: [String: LinePart]
  /// An earlier bake of the line that an animator edited; nil where there is none.
  public let keep: EditedClip?

  /// A line by its recording and the files to make of it.
  public init(
    audio: String, outputs: [String], transcript: TranscriptSource? = nil, laterTakes: [[String]] = [],
    parts: [String: LinePart] = [:], keep: EditedClip? = nil
  ) {
    self.audio = audio
    self.outputs = outputs
    self.transcript = transcript
    self.laterTakes = laterTakes
    self.parts = parts
    self.keep = keep
  }

  /// Paths of the files of all takes, in order.
  public var outputsOfAllTakes: [String] { outputs + laterTakes.flatMap(\.self) }
}
