internal import ArgumentParser
internal import Interchange

/// `mien formats`
struct Formats: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists the formats that are written and read.")

  func run() throws {
    print("Written, by the end of the file's name:")
    for format in OutputFormat.allCases {
      let suffixes = format.suffixes.joined(separator: " ")
      print("  \(suffixes)\(String(repeating: " ", count: max(1, 22 - suffixes.count)))\(format.summary)")
    }
    print("\nRead by 'mien convert', by what the file holds:")
    for (what, summary) in ClipFile.formats {
      print("  \(what)\(String(repeating: " ", count: max(1, 22 - what.count)))\(summary)")
    }
  }
}
