internal import Foundation

/// The report for programs.
struct ReportJSON {
  private let report: BatchReport

  init(_ report: BatchReport) { self.report = report }

  private struct Document: Encodable {
    struct Line: Encodable {
      let id: String
      let language: String?
      let character: String?
      let audio: String
      let outputs: [String]
      let state: BatchReport.Entry.State
      let failure: String?
      let flags: [QualityFlag]
      let figures: LineQuality?
    }
    let lines: [Line]
    let baked: Int
    let failed: Int
    let missing: Int
    let flagged: Int
    let limits: [String: Double]
  }

  var text: String {
    let lines = report.entries.map { entry in
      var quality = entry.quality
      quality?.curves = QualityCurves()
      quality?.fitted = nil
      return Document.Line(
        id: entry.line.id, language: entry.line.language.isEmpty ? nil : entry.line.language,
        character: entry.line.character.isEmpty ? nil : entry.line.character, audio: entry.line.audio,
        outputs: entry.outputs, state: entry.state, failure: entry.failure, flags: entry.flags, figures: quality)
    }
    let document = Document(
      lines: lines, baked: lines.count { $0.state == .baked }, failed: lines.count { $0.state == .failed },
      missing: lines.count { $0.state == .missing }, flagged: report.flagged, limits: report.options.checks.named)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = try? encoder.encode(document) else {
      preconditionFailure("a report holds nothing that JSON lacks")
    }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
