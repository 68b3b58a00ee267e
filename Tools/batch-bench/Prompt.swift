import Foundation

/// A recording and what is said in it.
struct Prompt {
  let audio: String
  let text: String
  let language: String

  /// Prompts of a corpus that are 3 to 8 s long, spread over it.
  static func read(_ corpus: String, voices: [String: String], most: Int) throws -> [Prompt] {
    let table = try String(contentsOfFile: corpus + "/utterances.tsv", encoding: .utf8)
    let rows = table.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = rows.first, let audio = header.firstIndex(of: "audio"), let text = header.firstIndex(of: "text"),
      let seconds = header.firstIndex(of: "seconds"), let language = header.firstIndex(where: { $0.hasPrefix("lang") })
    else { return [] }
    let found = rows.dropFirst().filter { row in
      row.count > max(audio, text, seconds, language) && !row[text].isEmpty
        && (3.0...8.0).contains(Double(row[seconds]) ?? 0)
    }
    let step = max(1, found.count / max(1, most))
    return stride(from: 0, to: found.count, by: step).prefix(most).map { found[found.startIndex + $0] }.map { row in
      Prompt(
        audio: corpus + "/" + row[audio], text: row[text], language: voices[row[language]] ?? row[language].lowercased()
      )
    }
  }
}
