internal import DialogueBake
internal import Foundation

/// The report for build servers: JUnit's XML, a test case a line; what was not baked is an error, what is worth a look a failure.
struct ReportJUnit {
  private let report: BatchReport

  init(_ report: BatchReport) { self.report = report }

  var text: String {
    let seconds = report.entries.reduce(0) { $0 + ($1.quality?.sound.seconds ?? 0) }
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites>",
      "  <testsuite name=\"mien batch\" tests=\"\(report.entries.count)\" failures=\"\(report.flagged)\" errors=\"\(report.failures)\""
        + " time=\"\(Self.number(seconds))\">",
    ]
    for entry in report.entries {
      let name = entry.line.character.isEmpty ? "dialogue" : entry.line.character
      let head =
        "    <testcase classname=\"\(Self.escaped(name))\" name=\"\(Self.escaped(entry.line.key))\""
        + " time=\"\(Self.number(entry.quality?.sound.seconds ?? 0))\""
      var inner: [String] = []
      switch entry.state {
      case .failed: inner.append("      <error message=\"\(Self.escaped(entry.failure ?? ""))\"/>")
      case .missing: inner.append("      <error message=\"it was not baked: run its shard\"/>")
      case .baked:
        if !entry.flags.isEmpty {
          let words = entry.flags.map(\.message).joined(separator: "; ")
          let kinds = entry.flags.map(\.check.rawValue).joined(separator: ",")
          inner.append("      <failure type=\"\(kinds)\" message=\"\(Self.escaped(words))\"/>")
        }
      }
      lines += inner.isEmpty ? [head + "/>"] : [head + ">"] + inner + ["    </testcase>"]
    }
    return (lines + ["  </testsuite>", "</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private static func number(_ value: Double) -> String { String(format: "%.3f", value) }

  /// For XML's attributes; what XML cannot hold is left out.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n", "\t": escaped += " "
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
