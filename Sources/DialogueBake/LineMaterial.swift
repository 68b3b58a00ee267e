public import FacePerformance
public import SpeechAnimation

/// All that is known of a baked line: what its files are made from.
public struct LineMaterial: Sendable {
  /// The sound that was heard.
  public let recording: Recording
  /// What was heard in it, with its text where one fits.
  public let heard: HeardLine
  /// What its text asks of the face beside the words.
  public let directions: DirectedLine
  /// The face on the rig.
  public let fitted: FittedLine
  /// What the user should know, one line each.
  public let warnings: [String]

  /// A line of its parts.
  public init(
    recording: Recording, heard: HeardLine, directions: DirectedLine = .none, fitted: FittedLine,
    warnings: [String] = []
  ) {
    self.recording = recording
    self.heard = heard
    self.directions = directions
    self.fitted = fitted
    self.warnings = warnings
  }
}
