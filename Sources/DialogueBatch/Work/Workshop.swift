internal import DialogueBake
internal import Foundation
internal import KeptValues
internal import SpeechAnimation

/// Where lines of a batch are baked: the store, the journal, and what is known of lines.
struct Workshop: Sendable {
  let plan: LinePlan
  let check: LineCheck
  let store: KeptStore
  var records: [String: LineRecord] { known.records }
  private let known: LineJournal.Contents
  private let journal: LineJournal
  private let shelf: QualityShelf
  private let worker: LineWorker
  private let texts = TextShelf()

  /// - Throws: ``BakeError`` `.cannotCreate`.
  init(options: BatchOptions, model: ModelPackage, plan: LinePlan, rigs: RigShelf) throws(BakeError) {
    do {
      try FileManager.default.createDirectory(atPath: options.stateFolder, withIntermediateDirectories: true)
    } catch {
      throw BakeError(
        .cannotCreate,
        "cannot make the folder '\(options.stateFolder)': check the permissions above it, or choose another place")
    }
    self.plan = plan
    check = LineCheck(plan: plan, options: options, rigs: rigs)
    store = KeptStore(folder: Batch.cacheFolder(of: options), mostBytes: options.cacheBytes)
    journal = try LineJournal(folder: options.stateFolder, name: options.selection.journalName)
    known = LineJournal.contents(of: options.stateFolder)
    shelf = QualityShelf(folder: options.stateFolder + "/figures")
    worker = LineWorker(model: model, store: store, rigs: rigs, texts: texts)
  }

  /// Sees to what is better done for many lines at a time.
  /// - Parameter place: in the work, of the line that is baked next.
  func prepare(_ place: Int, of work: [WorkQueue.Item]) {
    texts.prepare(place, of: work.count) { place in
      let (index, finding) = work[place]
      let planned = plan.lines[index]
      guard let words = planned.line.words, finding.needsText else { return nil }
      let language = plan.setups[planned.setup].settings.language
      return try? TranscriptSource(words, language: language).loaded()
    }
  }

  /// Bakes a line, unless its recording turns out to be what it was, and notes how it ended.
  func bake(_ index: Int, _ finding: LineCheck.Finding) -> LineOutcome {
    let planned = plan.lines[index]
    var record = LineRecord(line: planned.line.key)
    record.recipe = finding.recipe
    record.soundStamp = finding.soundStamp
    record.textStamp = finding.textStamp
    do throws(BakeError) {
      let stamp = FileStamp(planned.line.audio)
      let sound: ContentKey
      if finding.mustHash {
        sound = try check.soundKey(planned.line)
        record.recipe.sound = sound.hexadecimal + LineCheck.spanMark(planned.line.span)
        if finding.reasons.isEmpty, var old = records[planned.line.key], old.recipe.sound == record.recipe.sound {
          // Touched or moved, and the same bytes: the next check costs no hash.
          old.soundStamp = record.soundStamp
          old.textStamp = record.textStamp
          journal.append(old)
          return LineOutcome(line: planned.line, outputs: planned.outputs, result: .unchanged)
        }
      } else {
        guard let known = ContentKey(hexadecimal: String(finding.recipe.sound.prefix(LineCheck.keyLetters))) else {
          throw BakeError(.internalFault, "the record of '\(planned.line.key)' holds no key")
        }
        sound = known
      }
      let made = try worker.bake(planned, plan.setups[planned.setup], sound: sound, stamp: stamp)
      if let quality = made.quality { shelf.keep(quality, of: planned.line.key) }
      record.seconds = made.seconds
      record.outputs = check.outputs(planned)
      journal.append(record)
      return LineOutcome(
        line: planned.line, outputs: planned.outputs,
        result: .baked(steps: made.steps, seconds: made.seconds, warnings: made.warnings))
    } catch {
      record.failure = error.message
      journal.append(record)
      return LineOutcome(line: planned.line, outputs: planned.outputs, result: .failed(error))
    }
  }

  /// Tidies up after the last line.
  /// - Returns: what the user should know, one line each.
  func finish() -> [String] {
    journal.tidy(check.options.stateFolder, known: known)
    let damaged = store.damagedCount
    return [
      damaged > 0 ? "\(damaged) values of the cache were cut or changed, and were made anew" : nil, store.complaint,
      journal.complaint,
    ].compactMap(\.self)
  }
}
