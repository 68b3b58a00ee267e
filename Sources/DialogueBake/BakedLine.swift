/// What a bake made of one line.
public struct BakedLine: Sendable {
  /// Path of the recording.
  public let audio: String
  /// Files written, in the order asked for.
  public let outputs: [String]
  /// Length of the recording, seconds.
  public let durationSeconds: Double
  /// What the user should know although the line was baked, one line each.
  public let warnings: [String]
}
