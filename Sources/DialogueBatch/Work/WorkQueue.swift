internal import Synchronization

/// The lines that are still to be baked, handed out one by one to whoever has a hand free.
final class WorkQueue: Sendable {
  private struct State {
    var next = 0
    var summary: BatchSummary
  }

  private let work: [(index: Int, finding: LineCheck.Finding)]
  private let state: Mutex<State>

  init(_ work: [(index: Int, finding: LineCheck.Finding)], _ summary: BatchSummary) {
    self.work = work
    state = Mutex(State(summary: summary))
  }

  /// nil where none is left.
  func next() -> (index: Int, finding: LineCheck.Finding)? {
    state.withLock { state in
      guard state.next < work.count else { return nil }
      state.next += 1
      return work[state.next - 1]
    }
  }

  func count(_ outcome: LineOutcome) { state.withLock { $0.summary.count(outcome) } }

  var summary: BatchSummary { state.withLock { $0.summary } }
}
