/// Notes for the user of which there may be thousands: the first few, each once, and how many more there were.
package struct RepeatedNotes: Sendable {
  private static let most = 8
  /// After so many none is read any more.
  private static let mostRead = 64

  private var kept: [String] = []
  private var seen: Set<String> = []
  private var read = 0
  private var others = 0

  package init() {}

  package mutating func add(_ note: @autoclosure () -> String) {
    guard !isFull else {
      others += 1
      return
    }
    read += 1
    let note = note()
    if seen.insert(note).inserted { kept.append(note) }
  }

  /// Whether further notes are only counted.
  package var isFull: Bool { kept.count >= Self.most || read >= Self.mostRead }

  /// One line each.
  package var lines: [String] { others > 0 ? kept + ["and \(others) more of the kind"] : kept }
}
