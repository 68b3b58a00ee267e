internal import Foundation

/// A table that comes with this room: comma-separated, `#` begins a comment, the first line names the columns.
struct ResourceTable {
  let rows: [[String]]

  init(_ name: String) {
    guard let url = Bundle.module.url(forResource: name, withExtension: "csv"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { preconditionFailure("the room's own \(name).csv is missing") }
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
    rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }
}
