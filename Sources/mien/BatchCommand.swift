internal import ArgumentParser
internal import DialogueBake
internal import DialogueBatch
internal import Foundation
internal import SpeechAnimation

/// `mien batch`
struct BatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Bakes the lines of a game: those that have changed, with a report of which to look at.",
    discussion: """
      Lines come from folders of recordings with their subfolders, with the words beside them (.txt, .lab, .TextGrid, .srt,
      .vtt), or from manifests (.csv, .tsv, .json, .yaml) with columns id, audio, text, timings, language, character, feeling,
      direction, rig, outputs, start, end, channel, and any setting's name. docs/BATCH.md tells more.

      Examples:
        mien batch recordings/ --into baked -o '{id}.glb' -o '{id}.csv'
        mien batch lines.csv --into baked -o '{character}/{language}/{id}.fbx' --characters cast.yaml
        mien batch sheet.csv --column text=Dialogue --audio recordings/ --into baked --dry-run
        mien batch lines.csv --into baked --shard 3/16
        mien batch lines.csv --into baked --merge
        mien batch lines.csv --into baked --export slurm --shards 16 > job.sh

      Exit status: 0 all is baked; 1 lines failed (or, with --strict, are worth a look); 64 usage, 65 bad data, 66 no input,
      73 cannot create the output, 130 interrupted: the next run goes on.
      """)

  @Argument(help: ArgumentHelp("Folders of recordings, manifests, or recordings.", valueName: "source"))
  var sources: [String]

  @OptionGroup(title: "Lines") var lines: BatchLineOptions
  @OptionGroup(title: "Work") var work: BatchWorkOptions
  @OptionGroup(title: "Report") var report: BatchReportOptions
  @OptionGroup(title: "Farm") var farm: BatchFarmOptions

  @OptionGroup(title: "Performance") var performance: PerformanceOptions
  @OptionGroup(title: "Feeling") var feeling: FeelingOptions
  @OptionGroup(title: "Acting") var acting: ActingOptions
  @OptionGroup(title: "Controls") var controls: ControlOptions
  @OptionGroup var settings: SettingsFileOptions
  @OptionGroup var rig: RigOptions
  @OptionGroup(title: "Files") var export: ExportOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var hearing: HearingOptions
  @Flag(help: ArgumentHelp(setting: "allow-still")) var allowStill = false

  @Option(help: "How progress is shown on standard error: auto (a bar on a terminal), json (a line an event), none.")
  var progress: ProgressStyle = .auto

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    if farm.merge, work.dryRun || work.watch || farm.export != nil {
      throw ValidationError("--merge bakes nothing: leave out --dry-run, --watch and --export")
    }
    if work.watch, farm.selectsLines {
      throw ValidationError("--watch bakes what is saved: leave out --shard and --lines")
    }
  }

  func run() async throws {
    if let kind = farm.export {
      let job = FarmJob(
        program: CommandLine.arguments[0], arguments: farm.withoutExport(CommandLine.arguments), shards: farm.shards,
        name: "mien-batch")
      try StandardStreams.print(kind == .slurm ? job.slurm : job.openJob, terminator: "")
      return
    }
    let reporter = BatchReporter(style: quiet ? .none : progress)
    var options = try options()
    if work.emptyCache { Batch.emptyCache(options) }
    let package = try model.load()
    let (read, notes) = try lines.read(sources, inputs: &options.inputs)
    for note in notes { reporter.note(note) }
    let batch = try Batch(read, options: options, model: package)
    if work.dryRun { return try tell(batch) }
    if farm.merge {
      let merged = batch.report()
      try write(merged, options.folder)
      try StandardStreams.print(
        "\(merged.entries.count) lines, \(merged.failures) not baked, \(merged.flagged) worth a look")
      if merged.failures > 0 || (report.strict && merged.flagged > 0) { throw ExitCode(1) }
      return
    }
    let interruption = Interruption()
    let summary = await run(batch, reporter, interruption)
    if work.watch { return try await watch(options, package, reporter, interruption) }
    try conclude(batch, summary, options, reporter, interruption)
  }

  private func options() throws(BakeError) -> BatchOptions {
    var settings = try settings.with(hearing, performance, feeling, acting, controls, export, lines)
    if allowStill { settings.allowsStill = true }
    do { try export.addFlame(to: &settings) } catch { throw BakeError(error) }
    var options = BatchOptions(
      folder: lines.folder, outputs: lines.output.isEmpty ? ["{id}.glb"] : lines.output, settings: settings,
      rig: rig.rig,
      rigPath: RigOptions.path(of:))
    if let path = lines.characters { options.characters = try CharacterSheet(path: path) }
    if let path = report.checks { options.checks = try QualityThresholds(path: path) }
    options.jobs = work.jobs ?? ProcessInfo.processInfo.activeProcessorCount
    options.cacheFolder = work.cache
    if let size = work.cacheSize { options.cacheBytes = try ByteCount(parsing: size).bytes }
    options.selection = try farm.selection()
    export.add(to: &options.inputs)
    self.settings.add(to: &options.inputs)
    model.add(to: &options.inputs)
    options.inputs.add(.characters, lines.characters)
    options.inputs.add(.checks, report.checks)
    return options
  }

  private func run(_ batch: Batch, _ reporter: BatchReporter, _ interruption: Interruption) async -> BatchSummary {
    var summary = BatchSummary()
    for await event in batch.run(until: { interruption.isWanted }) {
      reporter.take(event)
      if case .ended(let ended) = event { summary = ended }
    }
    return summary
  }

  private func tell(_ batch: Batch) throws {
    let needs = batch.needs()
    for need in needs {
      try StandardStreams.print("\(need.line.key)\t\(need.reasons.joined(separator: "; "))")
    }
    if !quiet { CommandFailure.say("\(needs.count) lines would be baked") }
  }

  /// Bakes what is saved until the user has had enough.
  private func watch(
    _ options: BatchOptions, _ package: ModelPackage, _ reporter: BatchReporter, _ interruption: Interruption
  ) async throws {
    var watch = SourceWatch(sources + [lines.characters].compactMap(\.self))
    while !interruption.isWanted {
      try? await Task.sleep(for: .milliseconds(watch.pauseMilliseconds))
      guard watch.hasSettledChange() else { continue }
      // A manifest that is being written: the next save mends it.
      switch batchAgain(options, package) {
      case .success(let batch): _ = await run(batch, reporter, interruption)
      case .failure(let error): reporter.fail(error.message)
      }
    }
  }

  /// The batch as its sources are now.
  private func batchAgain(_ options: BatchOptions, _ package: ModelPackage) -> Result<Batch, BakeError> {
    Result { () throws(BakeError) in
      var options = options
      if let path = lines.characters { options.characters = try CharacterSheet(path: path) }
      let (read, _) = try lines.read(sources, inputs: &options.inputs)
      return try Batch(read, options: options, model: package)
    }
  }

  private func write(_ report: BatchReport, _ folder: String) throws(BakeError) {
    if !self.report.noReport { try report.write(to: self.report.report ?? folder) }
  }

  private func conclude(
    _ batch: Batch, _ summary: BatchSummary, _ options: BatchOptions, _ reporter: BatchReporter,
    _ interruption: Interruption
  ) throws {
    let place = (self.report.report ?? options.folder) + "/report.html"
    var words =
      "\(summary.lines) lines: \(summary.baked) baked, \(summary.unchanged) unchanged, \(summary.failed) failed"
    if summary.left > 0 { words += ", \(summary.left) left" }
    var flagged = 0
    let writes = !report.noReport && !farm.selectsLines
    if writes, report.strict || summary.unchanged < summary.lines || !FileManager.default.fileExists(atPath: place) {
      let made = batch.report()
      flagged = made.flagged
      try write(made, options.folder)
      words += "; \(flagged) worth a look: \(place)"
    }
    if !quiet { try StandardStreams.print(words) }
    if interruption.isWanted, summary.left > 0 { throw ExitCode(130) }
    if summary.failed > 0 || (report.strict && flagged > 0) { throw ExitCode(1) }
  }
}
