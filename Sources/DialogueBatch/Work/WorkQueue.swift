internal import Synchronization

/// The lines that are still to be baked, handed out one by one to whoever has a hand free.
final class WorkQueue: Sendable {
  /// A line by its number, and why it is baked.
  typealias Item = (index: Int, finding: LineCheck.Finding)

  private struct State {
    var next = 0
    var summary: BatchSummary
  }

  let work: [Item]
  private let state: Mutex<State>

  init(_ work: [Item], _ summary: BatchSummary) {
    self.work = work
    state = Mutex(State(summary: summary))
  }

  /// The place of the next line in the work; nil where none is left.
  func next() -> Int? {
    state.withLock { state in
      guard state.next < work.count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  func count(_ outcome: LineOutcome) { state.withLock { $0.summary.count(outcome) } }

  var summary: BatchSummary { state.withLock { $0.summary } }
}
