public import DialogueBake
internal import Foundation

/// What a batch has come to: every line with its figures, and those that are worth a look.
public struct BatchReport: Sendable {
  /// A line of the report.
  public struct Entry: Sendable {
    /// How a line stands.
    public enum State: String, Sendable, Codable { case baked, failed, missing }

    /// The line as it was stated.
    public let line: BatchLine
    /// Paths of its files.
    public let outputs: [String]
    /// Whether it was baked.
    public let state: State
    /// Why it was not.
    public let failure: String?
    /// Its figures; nil where it was not baked, or they are lost.
    public let quality: LineQuality?
    /// What of it is worth a look.
    public internal(set) var flags: [QualityFlag]
    /// Path of its rig.
    let rig: String
  }

  /// In the order of the batch.
  public let entries: [Entry]
  let options: BatchOptions

  init(plan: LinePlan, options: BatchOptions, records: [String: LineRecord]) {
    self.options = options
    let shelf = QualityShelf(folder: options.stateFolder + "/figures")
    var entries = plan.lines.map { planned -> Entry in
      let record = records[planned.line.key]
      let state: Entry.State = record.map { $0.failure == nil ? .baked : .failed } ?? .missing
      let quality = state == .baked ? shelf.figures(of: planned.line.key) : nil
      return Entry(
        line: planned.line, outputs: planned.outputs, state: state, failure: record?.failure, quality: quality,
        flags: quality.map(options.checks.flags) ?? [], rig: plan.setups[planned.setup].rig)
    }
    Self.compareLengths(&entries, options.checks)
    self.entries = entries
  }

  /// Holds lines of one id in several languages against each other.
  private static func compareLengths(_ entries: inout [Entry], _ checks: QualityThresholds) {
    var byID: [String: [Int]] = [:]
    for (index, entry) in entries.enumerated() where !entry.line.language.isEmpty && entry.quality != nil {
      byID[entry.line.id, default: []].append(index)
    }
    for indices in byID.values where indices.count > 1 {
      let seconds = indices.map { entries[$0].quality?.talkSeconds ?? 0 }
      for (place, index) in indices.enumerated() {
        let others = seconds.enumerated().filter { $0.offset != place }.map(\.element)
        if let flag = checks.lengthFlag(seconds[place], others: others) { entries[index].flags.append(flag) }
      }
    }
  }

  /// Lines that were not baked, for whatever reason.
  public var failures: Int { entries.count { $0.state != .baked } }
  /// Lines that are worth a look.
  public var flagged: Int { entries.count { !$0.flags.isEmpty } }

  /// Writes `report.json`, `report.xml` (JUnit) and `report.html` into a folder.
  /// - Throws: ``BakeError``.
  public func write(to folder: String) throws(BakeError) {
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw BakeError(.cannotCreate, "cannot make the folder '\(folder)' for the report: choose another place")
    }
    try ReportFile.write(ReportJSON(self).text, to: folder + "/report.json")
    try ReportFile.write(ReportJUnit(self).text, to: folder + "/report.xml")
    try ReportPage(self, folder: folder).write(to: folder + "/report.html")
  }
}
