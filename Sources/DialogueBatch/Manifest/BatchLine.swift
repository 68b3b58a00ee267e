public import DialogueBake

/// One line of dialogue, as a manifest or a folder states it.
public struct BatchLine: Sendable, Hashable {
  /// What the line is called; with its language, no other line's. Slashes make folders.
  public let id: String
  /// Where it is stated, for messages: "lines.csv:12".
  public let place: String
  /// Path of the recording.
  public let audio: String
  /// The stretch of the recording that is the line, seconds; nil for all of it.
  public var span: Range<Double>?
  /// What is said; nil where it is not known.
  public var words: TranscriptSource.Words?
  /// As it is stated: "de-DE"; empty where it is not.
  public var language = ""
  /// Who speaks; empty where that is not said.
  public var character = ""
  /// Whose face it is; nil for the character's, or the batch's.
  public var rig: String?
  /// Patterns of the files to make of it; empty for the character's, or the batch's.
  public var outputs: [String] = []
  /// Settings of this line alone, by their names.
  public var settings: [String: String] = [:]

  /// A line by its name and recording.
  public init(id: String, audio: String, place: String) {
    self.id = id
    self.audio = audio
    self.place = place
  }

  /// What tells it from every other line.
  public var key: String { language.isEmpty ? id : id + "|" + language }
}
