internal import Synchronization

/// What one file may make of itself while it is read. A small file can ask for any amount of memory and work; every reader
/// of it draws on the same budget, and one that is spent ends the reading.
package final class ReadingBudget: Sendable {
  /// Nests of records, elements or containers: no file of a face needs more, and the stack is finite.
  package static let mostDepth = 128
  /// Pixels of a picture that is held whole: 8192 × 8192, 256 MiB.
  package static let mostPixels = 1 << 26
  /// Pixels of a picture that is made smaller while it is read.
  package static let mostScaledPixels = 1 << 28

  /// Bytes that any file may unfold to, however small it is.
  private static let baseBytes = 256 << 20
  /// Bytes that each of a file's own may unfold to beyond that: a byte of an index becomes an `Int`, one of a weight a
  /// `Float`, a few of text a value of JSON.
  private static let bytesPerByte = 16

  private struct State {
    var allowed: Int
    var taken = 0
    var isSpent = false
  }

  private let state: Mutex<State>

  /// The budget of a file of so many bytes.
  package init(fileBytes: Int) {
    state = Mutex(State(allowed: Self.baseBytes + Self.bytesPerByte * max(0, fileBytes)))
  }

  /// Adds what a file beside the first one, or below it, may unfold to.
  package func grant(fileBytes: Int) {
    state.withLock { $0.allowed += Self.bytesPerByte * max(0, fileBytes) }
  }

  /// Takes memory for `count` values.
  /// - Returns: whether there is as much left; once there is not, the budget is spent.
  package func take(_ count: Int, ofBytes size: Int) -> Bool {
    let (bytes, isTooMany) = count.multipliedReportingOverflow(by: size)
    return state.withLock { state in
      guard !isTooMany, count >= 0, !state.isSpent, bytes <= state.allowed - state.taken else {
        state.isSpent = true
        return false
      }
      state.taken += bytes
      return true
    }
  }

  /// Whether somebody asked for more than there was.
  package var isSpent: Bool { state.withLock { $0.isSpent } }

  /// Why a file is not read whose budget is spent: the fact and the remedy.
  package func refusal(of name: String) -> String {
    let most = state.withLock { $0.allowed } >> 20
    return "'\(name)' unfolds to more than the \(most) MiB that a file of its size may: is it what it should be?"
  }
}
