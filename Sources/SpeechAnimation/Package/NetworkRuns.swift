internal import Synchronization

/// Counts how often blocks go through a network: what is kept is never made twice.
package enum NetworkRuns {
  private final class Counter: Sendable {
    let runs = Atomic<Int>(0)
  }

  @TaskLocal private static var counter: Counter?

  static func note() { counter?.runs.add(1, ordering: .relaxed) }

  /// How many blocks go through a network in `body`.
  package static func count(in body: () throws -> Void) rethrows -> Int {
    let counter = Counter()
    try $counter.withValue(counter) { try body() }
    return counter.runs.load(ordering: .relaxed)
  }
}
