internal import DialogueBake
internal import Foundation

/// Tells on standard error how the lines of a bake are coming along.
///
/// - Note: `@unchecked Sendable`: all mutable state is guarded by `lock`.
final class ProgressReporter: @unchecked Sendable {
  private enum Output { case bar, json, silent }

  private let output: Output
  private let showsWarnings: Bool
  private let lock = NSLock()
  private var lineCount = 0
  private var done = 0
  private var fractions: [String: Double] = [:]
  private var announced: [String: BakeStep] = [:]
  private var lastBar = ""

  init(style: ProgressStyle) {
    switch style {
    case .auto: output = isatty(STDERR_FILENO) == 1 ? .bar : .silent
    case .json: output = .json
    case .none: output = .silent
    }
    showsWarnings = style != .none
  }

  func start(lines: Int) {
    lock.withLock { lineCount = lines }
  }

  /// Called from the tasks that bake.
  @Sendable func report(_ progress: BakeProgress) {
    lock.withLock {
      switch output {
      case .json: announce(progress)
      case .bar:
        let share = [BakeStep.listen: (0.0, 0.85), .perform: (0.85, 0.05), .write: (0.9, 0.1)][progress.step] ?? (0, 1)
        fractions[progress.line] = share.0 + share.1 * progress.fraction
        drawBar(label: progress.line)
      case .silent: return
      }
    }
  }

  func finished(_ outcome: BakeQueue.Outcome) {
    let name = (outcome.line.audio as NSString).lastPathComponent
    lock.withLock {
      done += 1
      fractions[name] = nil
      announced[name] = nil
      switch outcome.result {
      case .success(let line):
        if output == .json {
          write(["event": "done", "line": name, "seconds": line.durationSeconds, "outputs": line.outputs])
        }
        for warning in line.warnings where showsWarnings { say("warning", warning, line: name) }
      case .failure(let error):
        if output == .json {
          write(["event": "failed", "line": name, "status": error.kind.exitStatus, "message": error.message])
        } else {
          say("error", error.message, line: nil)
        }
      }
      if output == .bar { drawBar(label: name) }
    }
  }

  func warn(_ message: String?) {
    guard let message, showsWarnings else { return }
    lock.withLock { say("warning", message, line: nil) }
  }

  /// Errors are said even when all else is silent.
  func fail(_ message: String) {
    lock.withLock { say("error", message, line: nil) }
  }

  func stop() {
    lock.withLock { clearBar() }
  }

  private func announce(_ progress: BakeProgress) {
    guard announced[progress.line] != progress.step else { return }
    announced[progress.line] = progress.step
    write(["event": "step", "line": progress.line, "step": progress.step.rawValue, "seconds": progress.audioSeconds])
  }

  private func say(_ kind: String, _ message: String, line: String?) {
    if output == .json {
      var event: [String: Any] = ["event": kind, "message": message]
      event["line"] = line
      write(event)
    } else {
      clearBar()
      put("mien: \(kind == "error" ? "" : kind + ": ")\(message)\n")
    }
  }

  private func write(_ event: [String: Any]) {
    guard
      let data = try? JSONSerialization.data(withJSONObject: event, options: [.sortedKeys, .withoutEscapingSlashes])
    else { return }
    put(String(decoding: data, as: UTF8.self) + "\n")
  }

  private func drawBar(label: String) {
    guard lineCount > 0 else { return }
    let fraction = (Double(done) + fractions.values.reduce(0, +)) / Double(lineCount)
    let cells = 28
    let filled = Int((min(max(fraction, 0), 1) * Double(cells)).rounded())
    let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: cells - filled)
    let text = "\r\u{1B}[K\(bar) \(done)/\(lineCount) \(label)"
    guard text != lastBar else { return }
    lastBar = text
    put(text)
  }

  private func clearBar() {
    guard !lastBar.isEmpty else { return }
    put("\r\u{1B}[K")
    lastBar = ""
  }

  private func put(_ text: String) {
    StandardStreams.remark(text)
  }
}
