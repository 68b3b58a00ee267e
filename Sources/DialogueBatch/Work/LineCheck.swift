internal import DialogueBake
internal import Foundation
internal import KeptValues

/// Holds a line against what a run before left of it: whether it must be baked, and why.
struct LineCheck: Sendable {
  /// Why a line is baked.
  enum Reason: String, Sendable, CaseIterable {
    case new, failed, sound, hearing, text, performance, rig, files, outputs

    /// The fact, for people.
    var words: String {
      switch self {
      case .new: "new"
      case .failed: "failed before"
      case .sound: "its recording has changed"
      case .hearing: "how it is heard has changed"
      case .text: "its words have changed"
      case .performance: "how it is performed has changed"
      case .rig: "its rig has changed"
      case .files: "what its files are like has changed"
      case .outputs: "a file of it is missing or changed"
      }
    }
  }

  /// What was found of a line.
  struct Finding: Sendable {
    var reasons: [Reason] = []
    /// What it is made from now; the sound's key is empty where it is still to be hashed.
    var recipe: LineRecord.Recipe
    var soundStamp: String
    var textStamp: String

    /// Whether its words may have to be pronounced: the sound is another, or they are.
    var needsText: Bool { !Set(reasons).isDisjoint(with: [.new, .failed, .sound, .hearing, .text]) }

    /// Whether the recording must be hashed before it is known if the line has changed.
    var mustHash: Bool { recipe.sound.isEmpty }
  }

  let plan: LinePlan
  let options: BatchOptions
  let rigs: RigShelf

  /// Compares a line with its record without reading its recording.
  func finding(_ index: Int, _ record: LineRecord?, now: Int64) -> Finding {
    let planned = plan.lines[index]
    let setup = plan.setups[planned.setup]
    let sound = FileStamp(planned.line.audio)
    let (text, textStamp) = text(of: planned.line, setup, record, now)
    let recipe = LineRecord.Recipe(
      sound: "", hearing: setup.hearing, text: text, performance: setup.performance, rig: rigs.key(setup.rig),
      files: files(planned, setup))
    var finding = Finding(recipe: recipe, soundStamp: sound?.kept(at: now) ?? "", textStamp: textStamp)
    guard let record else {
      finding.reasons = [.new]
      return finding
    }
    if let sound, !record.soundStamp.isEmpty, sound.text == record.soundStamp, soundHolds(record, planned.line) {
      finding.recipe.sound = record.recipe.sound
    }
    let old = record.recipe
    if record.failure != nil { finding.reasons.append(.failed) }
    if sound == nil { finding.reasons.append(.sound) }
    for (reason, now, before) in [
      (.hearing, recipe.hearing, old.hearing), (.text, recipe.text, old.text),
      (.performance, recipe.performance, old.performance), (.rig, recipe.rig, old.rig),
      (.files, recipe.files, old.files),
    ] as [(Reason, String, String)] where now != before { finding.reasons.append(reason) }
    if finding.reasons.isEmpty, outputs(planned) != record.outputs { finding.reasons.append(.outputs) }
    return finding
  }

  /// The key of a line's sound: its file's bytes, and the stretch of them.
  func soundKey(_ line: BatchLine) throws(BakeError) -> ContentKey {
    let recording = line.span.map { Recording.part(of: line.audio, seconds: $0) } ?? .file(line.audio)
    do { return try recording.key() } catch { throw BakeError(error) }
  }

  /// A record's sound key holds for a file as a whole; another stretch of the same file has another.
  private func soundHolds(_ record: LineRecord, _ line: BatchLine) -> Bool {
    record.recipe.sound.dropFirst(Self.keyLetters) == Self.spanMark(line.span)
  }

  /// Letters of a sound's key; behind them stands the mark of its stretch.
  static let keyLetters = 32

  /// Behind the key of a file's stretch, so that a stamp alone tells stretches apart.
  static func spanMark(_ span: Range<Double>?) -> String {
    span.map { "@\($0.lowerBound)-\($0.upperBound)" } ?? ""
  }

  /// What stands on disk of a line's files, as records keep it; "-" for what is missing.
  func outputs(_ planned: PlannedLine) -> [String] { planned.outputs.map { FileStamp($0)?.outputText ?? "-" } }

  private func files(_ planned: PlannedLine, _ setup: LineSetup) -> String {
    let maker = ContentKeyMaker("outputs")
    maker.add(setup.files)
    for path in planned.outputs { maker.add(String(path.dropFirst(options.folder.count))) }
    return maker.key().hexadecimal
  }

  /// The key of a line's words as they stand, and the stamp of the file that holds them.
  private func text(_ words: String, _ kind: String, _ language: String) -> String {
    let maker = ContentKeyMaker("text of a line")
    maker.add(kind)
    maker.add(words)
    maker.add(language)
    return maker.key().hexadecimal
  }

  private func text(
    of line: BatchLine, _ setup: LineSetup, _ record: LineRecord?, _ now: Int64
  ) -> (key: String, stamp: String) {
    let language = setup.settings.language
    switch line.words {
    case nil: return ("", "")
    case .text(let words): return (text(words, "text", language), "")
    case .file(let path), .textGrid(let path):
      let stamp = FileStamp(path)
      // The language is part of what is kept: the stamp alone does not tell it.
      let kept = stamp.map { $0.kept(at: now) }.flatMap { $0.isEmpty ? nil : "\($0) \(language)" } ?? ""
      if let stamp, let record, !record.textStamp.isEmpty, "\(stamp.text) \(language)" == record.textStamp {
        return (record.recipe.text, record.textStamp)
      }
      let bytes = (try? ContentKey(ofFile: path))?.hexadecimal ?? "missing"
      return (text(bytes, "file", language), kept)
    }
  }
}
