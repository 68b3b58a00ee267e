public import DialogueBake

/// Which lines of a batch are baked: all, every nth, or ranges of them.
public enum LineSelection: Sendable, Hashable {
  case all
  /// One of `count` shards, counted from 1: every line belongs to one of them.
  case shard(Int, of: Int)
  /// Numbers of lines, counted from 1: "1-25", "1-10:2,15".
  case ranges(String, Set<Int>)

  private static let mostShards = 100_000
  private static let mostLines = 10_000_000

  /// Reads "3/16".
  /// - Throws: ``BakeError`` `.usage`.
  public init(shard text: String) throws(BakeError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], (1...Self.mostShards).contains(count),
      (1...count).contains(number)
    else { throw BakeError(.usage, "'\(text)' is no shard: write 3/16 for the third of sixteen") }
    self = .shard(number, of: count)
  }

  /// Reads ranges as OpenJobDescription writes them: "1-25", "1-10:2,15".
  /// - Throws: ``BakeError`` `.usage`.
  public init(lines text: String) throws(BakeError) {
    let fault = BakeError(.usage, "'\(text.prefix(80))' names no lines: write 1-25, or 1-10:2,15, counted from 1")
    var numbers: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let steps = part.split(separator: ":", omittingEmptySubsequences: false)
      let ends = steps.first?.split(separator: "-", omittingEmptySubsequences: false).map {
        Int($0.drop { $0 == " " }.prefix { $0 != " " })
      }
      let step = steps.count == 2 ? Int(steps[1]) : steps.count == 1 ? 1 : nil
      guard let ends, let step, step > 0, (1...2).contains(ends.count), let first = ends[0],
        let last = ends[ends.count - 1],
        first >= 1, first <= last, last <= Self.mostLines
      else { throw fault }
      numbers.formUnion(stride(from: first, through: last, by: step))
    }
    self = .ranges(text, numbers)
  }

  /// Whether a line is among them.
  /// - Parameter index: of the line in its batch, counted from 0.
  func contains(_ index: Int) -> Bool {
    switch self {
    case .all: true
    case .shard(let number, let count): index % count == number - 1
    case .ranges(_, let numbers): numbers.contains(index + 1)
    }
  }

  /// The name of its journal: runs of different selections do not write into each other's.
  var journalName: String {
    switch self {
    case .all: "all"
    case .shard(let number, let count): "shard-\(number)-of-\(count)"
    case .ranges(let text, _):
      "lines-"
        + String(text.map { $0.isNumber ? $0 : $0 == "," ? "_" : "-" }.prefix(80))
    }
  }
}
