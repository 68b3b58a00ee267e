internal import DialogueBake
internal import DialogueBatch
internal import Foundation

/// Tells on standard error how a batch is coming along: a bar with rate, time left and failures, or a line of JSON an event.
final class BatchReporter {
  private enum Output { case bar, json, silent }

  private let output: Output
  private let showsWarnings: Bool
  private var total = 0
  private var done = 0
  private var failed = 0
  private var audioSeconds = 0.0
  private var began = ContinuousClock.now
  private var isBarShown = false
  private var lastDrawn = ContinuousClock.now

  private static let cells = 24
  private static let drawSeconds = 0.1

  init(style: ProgressStyle) {
    switch style {
    case .auto: output = isatty(STDERR_FILENO) == 1 ? .bar : .silent
    case .json: output = .json
    case .none: output = .silent
    }
    showsWarnings = style != .none
  }

  func take(_ event: BatchEvent) {
    switch event {
    case .planned(let lines, let toCheck):
      (total, done, failed, audioSeconds, began) = (toCheck, 0, 0, 0, .now)
      if output == .json { write(["event": "planned", "lines": lines, "toCheck": toCheck]) }
    case .note(let words): note(words)
    case .line(let outcome): line(outcome)
    case .ended(let summary):
      clear()
      guard output == .json else { return }
      var steps: [String: Int] = [:]
      for (step, count) in summary.steps { steps[step.rawValue] = count }
      write([
        "event": "ended", "lines": summary.lines, "baked": summary.baked, "unchanged": summary.unchanged,
        "failed": summary.failed, "left": summary.left, "audioSeconds": summary.audioSeconds, "steps": steps,
        "damagedValues": summary.damagedValues, "seconds": seconds,
      ])
    }
  }

  private func line(_ outcome: LineOutcome) {
    done += 1
    switch outcome.result {
    case .unchanged:
      if output == .json { write(["event": "unchanged", "line": outcome.line.key]) }
    case .baked(let steps, let seconds, let warnings):
      audioSeconds += seconds
      if output == .json {
        write([
          "event": "done", "line": outcome.line.key, "seconds": seconds, "outputs": outcome.outputs,
          "steps": BatchStep.allCases.filter(steps.contains).map(\.rawValue), "warnings": warnings,
        ])
      } else if showsWarnings {
        for warning in warnings { say("warning: \(outcome.line.key): \(warning)") }
      }
    case .failed(let error):
      failed += 1
      if output == .json {
        write([
          "event": "failed", "line": outcome.line.key, "status": error.kind.exitStatus, "message": error.message,
        ])
      } else {
        say("\(outcome.line.key): \(error.message)")
      }
    }
    draw()
  }

  /// Something that the user should know.
  func note(_ words: String) {
    guard showsWarnings else { return }
    if output == .json { write(["event": "warning", "message": words]) } else { say("warning: \(words)") }
  }

  /// Errors are said even when all else is silent.
  func fail(_ words: String) {
    if output == .json { write(["event": "error", "message": words]) } else { say(words) }
  }

  private var seconds: Double {
    let passed = began.duration(to: .now).components
    return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
  }

  private func draw() {
    guard output == .bar, total > 0 else { return }
    guard done == total || lastDrawn.duration(to: .now) > .seconds(Self.drawSeconds) else { return }
    lastDrawn = .now
    let share = Double(done) / Double(total)
    let filled = Int((share * Double(Self.cells)).rounded())
    let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: Self.cells - filled)
    let left = Int(seconds / max(share, 1e-9) - seconds)
    let rate = audioSeconds / max(seconds, 1e-9)
    let time = left >= 3600 ? "\(left / 3600) h \(left / 60 % 60) min" : left >= 60 ? "\(left / 60) min" : "\(left) s"
    put("\r\u{1B}[K\(bar) \(done)/\(total)  \(Int(rate)) s/s  \(time) left\(failed > 0 ? "  \(failed) failed" : "")")
    isBarShown = true
  }

  private func clear() {
    guard isBarShown else { return }
    put("\r\u{1B}[K")
    isBarShown = false
  }

  private func say(_ words: String) {
    clear()
    put("mien: \(words)\n")
  }

  private func write(_ event: [String: Any]) {
    guard
      let data = try? JSONSerialization.data(withJSONObject: event, options: [.sortedKeys, .withoutEscapingSlashes])
    else { return }
    put(String(decoding: data, as: UTF8.self) + "\n")
  }

  private func put(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
