internal import ArgumentParser
internal import DialogueBake

/// How a batch goes about its work.
struct BatchWorkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Lines that are worked on at a time; as many as there are cores unless said.", valueName: "number"))
  var jobs: Int?

  @Flag(help: "Say which lines would be baked and why, and do nothing.")
  var dryRun = false

  @Flag(help: "Go on baking what is saved, until Ctrl-C.")
  var watch = false

  @Option(
    help: ArgumentHelp("Where what was heard, performed and fitted is kept; batches may share it.", valueName: "folder")
  )
  var cache: String?

  @Option(
    help: ArgumentHelp(
      "What that may take: 500MB, 20GB; what was used longest ago is forgotten. Default: 32GB.", valueName: "size"))
  var cacheSize: String?

  @Flag(help: "Forget all that is kept first; what is baked stays.")
  var emptyCache = false

  private static let mostJobs = 256

  func validate() throws {
    if let jobs, !(1...Self.mostJobs).contains(jobs) {
      throw ValidationError("--jobs \(jobs) is not between 1 and \(Self.mostJobs)")
    }
  }
}

/// What of the lines is reported.
struct BatchReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where report.html, report.json and report.xml (JUnit) go; into the output folder unless said.",
      valueName: "folder"))
  var report: String?

  @Flag(help: "Write no report.")
  var noReport = false

  @Option(
    help: ArgumentHelp(
      "A YAML file of limits from which on a line is worth a look: 'closures: 0.9' a line.", valueName: "file"))
  var checks: String?

  @Flag(help: "End in 1 where a line is worth a look.")
  var strict = false
}
