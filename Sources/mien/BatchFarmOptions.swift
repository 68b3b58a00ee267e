internal import ArgumentParser
internal import DialogueBake
internal import DialogueBatch

/// Which part of a batch is worked on here.
struct BatchFarmOptions: ParsableArguments {
  /// Farms that a batch can be written for.
  enum Farm: String, ExpressibleByArgument, CaseIterable {
    case slurm, openjd
  }

  @Option(
    help: ArgumentHelp("One of several equal parts of the lines: 3/16 is the third of sixteen.", valueName: "part"))
  var shard: String?

  @Option(
    name: .customLong("lines"),
    help: ArgumentHelp("Numbers of lines, from 1 on: 1-25, or 1-10:2,15.", valueName: "ranges"))
  var lineNumbers: String?

  @Flag(help: "Bake nothing: write the report of what all shards have baked, and end in 1 where a line is missing.")
  var merge = false

  @Option(help: "Print a job for a farm instead: slurm (an array script), openjd (an OpenJobDescription template).")
  var export: Farm?

  @Option(help: ArgumentHelp("Parts of such a job.", valueName: "number"))
  var shards: Int = 8

  private static let mostShards = 100_000

  func validate() throws {
    if shard != nil, lineNumbers != nil { throw ValidationError("--shard and --lines both choose lines: give one") }
    guard (1...Self.mostShards).contains(shards) else {
      throw ValidationError("--shards \(shards) is not between 1 and \(Self.mostShards)")
    }
  }

  var selectsLines: Bool { shard != nil || lineNumbers != nil }

  func selection() throws(BakeError) -> LineSelection {
    if let shard { return try LineSelection(shard: shard) }
    if let lineNumbers { return try LineSelection(lines: lineNumbers) }
    return .all
  }

  /// The arguments of a command line without what asks for a job.
  func withoutExport(_ arguments: [String]) -> [String] {
    var kept: [String] = []
    var skips = false
    for argument in arguments.dropFirst() {
      if skips {
        skips = false
      } else if ["--export", "--shards"].contains(argument) {
        skips = true
      } else if !argument.hasPrefix("--export=") && !argument.hasPrefix("--shards=") {
        kept.append(argument)
      }
    }
    return kept
  }
}
