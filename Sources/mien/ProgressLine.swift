internal import Foundation

/// One line on a terminal's standard error that says how far a film is.
struct ProgressLine {
  private let isShown: Bool

  init(isShown: Bool) { self.isShown = isShown && isatty(STDERR_FILENO) == 1 }

  func show(_ share: Double) {
    guard isShown else { return }
    let filled = Int(share * 30)
    write(
      "\r  [\(String(repeating: "#", count: filled))\(String(repeating: ".", count: 30 - filled))] \(Int(share * 100)) %"
    )
  }

  func clear() {
    if isShown { write("\r\u{1B}[K") }
  }

  /// A line that stays, terminal or not.
  func say(_ words: String) { write("mien: \(words)\n") }

  private func write(_ text: String) { StandardStreams.remark(text) }
}
