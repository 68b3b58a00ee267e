public import DialogueBake
internal import Files
internal import Foundation
internal import KeptValues
public import SpeechAnimation

/// Bakes the lines of a game: those that have changed since the last time, several at a time, and says what became of each.
///
/// What was heard, performed and fitted is kept, so that a line is made anew only from the verb on that has changed. A run may be
/// killed at any time; the next goes on where it was. Several runs may work on one folder.
public struct Batch: Sendable {
  private let options: BatchOptions
  private let model: ModelPackage
  private let plan: LinePlan
  private let rigs = RigShelf(mostHeld: 8)

  /// What the user should know of the lines, one line each.
  public var notes: [String] { plan.notes }

  /// - Throws: ``BakeError`` `.usage`, `.noInput`, before anything is written: lines of one name, files that two lines would
  ///   write or that are inputs, paths that leave the folder, settings that are none.
  public init(_ lines: [BatchLine], options: BatchOptions, model: ModelPackage) throws(BakeError) {
    self.options = options
    self.model = model
    plan = try LinePlan(lines, options: options, model: model)
    try InputGuard(plan, options: options).check()
  }

  /// Why a line would be baked.
  public struct Need: Sendable, Hashable {
    /// The line as it was stated.
    public let line: BatchLine
    /// The facts, one after another: "its words have changed".
    public let reasons: [String]
  }

  /// What a run would bake, and why. Nothing is written, and no recording is heard.
  public func needs() -> [Need] {
    let check = LineCheck(plan: plan, options: options, rigs: rigs)
    let records = LineJournal.records(in: options.stateFolder)
    let now = FileStamp.now
    return indices.compactMap { index in
      let planned = plan.lines[index]
      let record = records[planned.line.key]
      let finding = check.finding(index, record, now: now)
      let reasons = Self.reasons(finding, planned.line, record, check)
      return reasons.isEmpty ? nil : Need(line: planned.line, reasons: reasons.map(\.words))
    }
  }

  private var indices: [Int] { plan.lines.indices.filter(options.selection.contains) }

  /// Reasons of a finding, the recording hashed where that is needed.
  private static func reasons(
    _ finding: LineCheck.Finding, _ line: BatchLine, _ record: LineRecord?, _ check: LineCheck
  ) -> [LineCheck.Reason] {
    guard finding.mustHash, let record, !finding.reasons.contains(.new), !finding.reasons.contains(.sound) else {
      return finding.reasons
    }
    let key = (try? check.soundKey(line).hexadecimal).map { $0 + LineCheck.spanMark(line.span) }
    return key == record.recipe.sound ? finding.reasons : [.sound] + finding.reasons
  }

  /// Bakes what has changed. Whoever stops listening, or says so, lets the lines in hand be finished and no more begun.
  /// - Parameter isStopped: asked before each line.
  public func run(until isStopped: @escaping @Sendable () -> Bool = { false }) -> AsyncStream<BatchEvent> {
    AsyncStream { events in
      let task = Task.detached {
        await run(events, { Task.isCancelled || isStopped() })
        events.finish()
      }
      events.onTermination = { _ in task.cancel() }
    }
  }

  private func run(
    _ events: AsyncStream<BatchEvent>.Continuation, _ isStopped: @escaping @Sendable () -> Bool
  ) async {
    let workshop: Workshop
    do { workshop = try Workshop(options: options, model: model, plan: plan, rigs: rigs) } catch {
      for index in indices {
        let planned = plan.lines[index]
        events.yield(.line(LineOutcome(line: planned.line, outputs: planned.outputs, result: .failed(error))))
      }
      events.yield(.ended(BatchSummary(lines: indices.count, failed: indices.count)))
      return
    }
    for note in plan.notes { events.yield(.note(note)) }
    var summary = BatchSummary(lines: indices.count)
    var work: [WorkQueue.Item] = []
    let now = FileStamp.now
    for index in indices {
      let finding = workshop.check.finding(index, workshop.records[plan.lines[index].line.key], now: now)
      if finding.reasons.isEmpty, !finding.mustHash {
        summary.unchanged += 1
      } else {
        work.append((index, finding))
      }
    }
    events.yield(.planned(lines: indices.count, toCheck: work.count))
    let queue = WorkQueue(work, summary)
    await Self.onThreads(max(1, min(options.jobs, work.count))) {
      while !isStopped(), let place = queue.next() {
        workshop.prepare(place, of: queue.work)
        let outcome = workshop.bake(queue.work[place].index, queue.work[place].finding)
        queue.count(outcome)
        events.yield(.line(outcome))
      }
    }
    summary = queue.summary
    summary.left = summary.lines - summary.unchanged - summary.baked - summary.failed
    summary.damagedValues = workshop.store.damagedCount
    for note in workshop.finish() { events.yield(.note(note)) }
    events.yield(.ended(summary))
  }

  private static let stackBytes = 8 << 20

  /// Does something on several threads of its own at once: the threads that tasks share are for whoever listens.
  private static func onThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      let group = DispatchGroup()
      for _ in 0..<count {
        group.enter()
        let thread = Thread {
          body()
          group.leave()
        }
        thread.stackSize = stackBytes
        thread.start()
      }
      group.notify(queue: .global()) { done.resume() }
    }
  }

  /// What is known of the lines after a run, for reports: of all of them, whichever run or shard has baked them.
  public func report() -> BatchReport {
    BatchReport(plan: plan, options: options, records: LineJournal.records(in: options.stateFolder))
  }

  /// The folder of the kept values of an output folder.
  public static func cacheFolder(of options: BatchOptions) -> String {
    options.cacheFolder ?? options.stateFolder + "/cache"
  }

  /// Forgets every kept value; what is baked stays.
  public static func emptyCache(_ options: BatchOptions) {
    KeptStore(folder: cacheFolder(of: options), mostBytes: 0).forget(downTo: 0)
  }
}
