internal import DialogueBake
internal import Files
internal import Foundation

/// The report for people: one file that opens from disk in any browser, sorted and filtered there.
struct ReportPage {
  private let report: BatchReport
  /// The folder that the page lies in, from which its links start.
  private let folder: String

  /// Pictures and sounds are held within the page as long as they take no more than this in all, lines worth a look first; of
  /// other lines it links to the recording.
  private static let mostEmbeddedBytes = 48_000_000

  init(_ report: BatchReport, folder: String) {
    self.report = report
    self.folder = folder
  }

  /// - Throws: ``BakeError``.
  func write(to path: String) throws(BakeError) {
    guard let template = RoomResources.url("report.html"),
      let text = try? String(contentsOf: template, encoding: .utf8),
      let mark = text.range(of: "/*DATA*/")
    else {
      throw BakeError(.noInput, "the page of the report is not beside the program: copy it with its mien_*.resources")
    }
    do {
      let file = try OutputFile(path: path)
      try file.append(text: String(text[..<mark.lowerBound]))
      try file.append(text: "limits:" + Self.json(report.options.checks.named) + ",lines:[\n")
      var media = ReportMedia(report, mostBytes: Self.mostEmbeddedBytes)
      let order = report.entries.indices.sorted {
        (report.entries[$0].flags.isEmpty ? 1 : 0, $0) < (report.entries[$1].flags.isEmpty ? 1 : 0, $1)
      }
      for index in order { try file.append(text: row(index, &media) + ",\n") }
      try file.append(text: "]" + String(text[mark.upperBound...]))
      try file.commit()
    } catch { throw BakeError(error) }
  }

  private struct Row: Encodable {
    let n: Int
    let id: String
    let language: String
    let character: String
    let text: String
    let audio: String
    let state: String
    let failure: String?
    let flags: [QualityFlag]
    let q: LineQuality?
    let strip: String?
    let sound: String?
  }

  private func row(_ index: Int, _ media: inout ReportMedia) -> String {
    let entry = report.entries[index]
    var text = ""
    if case .text(let words) = entry.line.words { text = String(words.prefix(400)) }
    let extras = entry.state == .baked ? media.extras(of: entry) : (nil, nil)
    return Self.json(
      Row(
        n: index + 1, id: entry.line.id, language: entry.line.language, character: entry.line.character, text: text,
        audio: link(entry.line.audio), state: entry.state.rawValue, failure: entry.failure, flags: entry.flags,
        q: entry.quality, strip: extras.0, sound: extras.1))
  }

  /// A file's way from the page.
  private func link(_ path: String) -> String {
    let url = URL(fileURLWithPath: path).standardizedFileURL.pathComponents
    let base = URL(fileURLWithPath: folder).standardizedFileURL.pathComponents
    let common = zip(url, base).prefix { $0 == $1 }.count
    let parts = Array(repeating: "..", count: base.count - common) + url[common...]
    return parts.map { $0.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? $0 }.joined(separator: "/")
  }

  /// JSON that may stand within a script of a page.
  private static func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = try? encoder.encode(value) else { preconditionFailure("a report holds nothing that JSON lacks") }
    return String(decoding: data, as: UTF8.self).replacing("</", with: "<\\/").replacing("<!--", with: "<\\u0021--")
  }
}
