internal import Synchronization

/// Counts how often blocks went through a network of this process: nothing that is kept is ever made twice.
package enum NetworkRuns {
  private static let runs = Atomic<Int>(0)

  package static var count: Int { runs.load(ordering: .relaxed) }

  static func note() { runs.add(1, ordering: .relaxed) }
}
