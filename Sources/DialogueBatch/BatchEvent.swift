public import DialogueBake

/// What happens in a batch, one after another.
public enum BatchEvent: Sendable {
  /// The lines were held against what is known of them: so many there are, so many may have to be baked.
  case planned(lines: Int, toCheck: Int)
  /// Something that the user should know of the batch as a whole.
  case note(String)
  /// A line has ended.
  case line(LineOutcome)
  /// All that was to be done is done, or was given up.
  case ended(BatchSummary)
}

/// How a line of a batch ended.
public struct LineOutcome: Sendable {
  /// What became of a line.
  public enum Result: Sendable {
    /// It was baked, by these steps; its other values were kept.
    case baked(steps: Set<BatchStep>, seconds: Double, warnings: [String])
    /// Nothing of it has changed.
    case unchanged
    /// It was not baked.
    case failed(BakeError)
  }

  /// The line as it was stated.
  public let line: BatchLine
  /// Paths of its files.
  public let outputs: [String]
  /// How it ended.
  public let result: Result
}

/// What a batch came to.
public struct BatchSummary: Sendable, Hashable {
  /// Lines of the batch, or of the shard.
  public var lines = 0
  /// Lines of which nothing has changed.
  public var unchanged = 0
  /// Lines that were baked.
  public var baked = 0
  /// Lines that were not.
  public var failed = 0
  /// Lines that were left because the user had enough.
  public var left = 0
  /// How often each step was done.
  public var steps: [BatchStep: Int] = [:]
  /// Seconds of the recordings of lines that were baked.
  public var audioSeconds = 0.0
  /// Values of the cache that were not whole, and were made anew.
  public var damagedValues = 0

  /// Of a batch of which nothing is done yet.
  public init(lines: Int = 0, failed: Int = 0) {
    self.lines = lines
    self.failed = failed
  }

  mutating func count(_ outcome: LineOutcome) {
    switch outcome.result {
    case .unchanged: unchanged += 1
    case .failed: failed += 1
    case .baked(let steps, let seconds, _):
      baked += 1
      audioSeconds += seconds
      for step in steps { self.steps[step, default: 0] += 1 }
    }
  }
}
