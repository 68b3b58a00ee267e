internal import ArgumentParser
internal import DialogueBake
internal import DialoguePreview
internal import Interchange

/// `mien formats`
struct Formats: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists the formats that are written and read.")

  func run() throws {
    print("Written, by the end of the file's name:")
    for (suffixes, summary) in ClipOutputs.formats + HeardOutputs.formats + PreviewOutputs.formats {
      let ends = suffixes.joined(separator: " ")
      print("  \(ends)\(String(repeating: " ", count: max(1, 22 - ends.count)))\(summary)")
    }
    print("\nRead by 'mien convert', by what the file holds:")
    for (what, summary) in ClipFile.formats {
      print("  \(what)\(String(repeating: " ", count: max(1, 22 - what.count)))\(summary)")
    }
  }
}
