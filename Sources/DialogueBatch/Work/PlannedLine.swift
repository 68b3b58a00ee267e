/// A line with what it becomes.
struct PlannedLine: Sendable {
  let line: BatchLine
  /// Number of its ``LineSetup``.
  let setup: Int
  /// Paths of its files, take after take.
  let takes: [[String]]

  /// Paths of all its files.
  var outputs: [String] { takes.flatMap(\.self) }
}
