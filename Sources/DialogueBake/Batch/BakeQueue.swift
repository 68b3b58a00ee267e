public import Foundation

/// Bakes several lines, each on its own core, and says of every one how it ended.
public struct BakeQueue: Sendable {
  /// How one of the lines ended.
  public struct Outcome: Sendable {
    /// The line as it was asked for.
    public let line: DialogueLine
    /// What was made of it, or why nothing was.
    public let result: Result<BakedLine, BakeError>
  }

  private let baker: Baker
  private let registry: OutputRegistry?
  private let parallelLines: Int

  /// - Parameter registry: what can be written; nil for all that needs no pictures.
  /// - Parameter parallelLines: how many lines are worked on at a time.
  public init(
    _ baker: Baker, registry: OutputRegistry? = nil,
    parallelLines: Int = ProcessInfo.processInfo.activeProcessorCount
  ) {
    self.baker = baker
    self.registry = registry
    self.parallelLines = max(1, parallelLines)
  }

  /// Outcomes in the order of the lines; `finished` hears of each as it ends.
  public func bake(
    _ lines: [DialogueLine], progress: @escaping @Sendable (BakeProgress) -> Void,
    finished: @escaping @Sendable (Outcome) -> Void
  ) async -> [Outcome] {
    let (baker, registry) = (baker, registry)
    let bakeLine: @Sendable (Int) -> (Int, Outcome) = { index in
      let line = lines[index]
      let result = Result { () throws(BakeError) in
        try baker.bake(line, registry: registry, progress: progress)
      }
      return (index, Outcome(line: line, result: result))
    }
    return await withTaskGroup(of: (Int, Outcome).self, returning: [Outcome].self) { group in
      for index in lines.indices.prefix(parallelLines) { group.addTask { bakeLine(index) } }
      var outcomes = [Outcome?](repeating: nil, count: lines.count)
      var waiting = parallelLines
      while let (index, outcome) = await group.next() {
        outcomes[index] = outcome
        finished(outcome)
        if waiting < lines.count {
          let next = waiting
          waiting += 1
          group.addTask { bakeLine(next) }
        }
      }
      return outcomes.compactMap(\.self)
    }
  }
}
