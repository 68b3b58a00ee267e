internal import ArgumentParser
internal import DialogueBake
internal import DialoguePreview
internal import Interchange

/// `mien formats`
struct Formats: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists the formats that are written and read.")

  func run() throws {
    let written = Self.lines(ClipOutputs.formats + HeardOutputs.formats + PreviewOutputs.formats) {
      $0.joined(separator: " ")
    }
    let read = Self.lines(ClipFile.formats) { $0 }
    try StandardStreams.print(
      (["Written, by the end of the file's name:"] + written + ["", "Read by 'mien convert', by what the file holds:"]
        + read)
        .joined(separator: "\n"))
  }

  private static func lines<What>(_ formats: [(What, String)], _ words: (What) -> String) -> [String] {
    formats.map { what, summary in
      let ends = words(what)
      return "  \(ends)\(String(repeating: " ", count: max(1, 22 - ends.count)))\(summary)"
    }
  }
}
