public import FacePerformance
public import SpeechAnimation

/// All that is known of a baked line: what its files are made from.
public struct LineMaterial: Sendable {
  public let recording: Recording
  public let heard: HeardLine
  public let fitted: FittedLine
  /// What the user should know, one line each.
  public let warnings: [String]
}
