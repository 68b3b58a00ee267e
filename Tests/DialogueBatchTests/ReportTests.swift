import DialogueBake
import Foundation
import SpeechAnimation
import TestSupport
import Testing

@testable import DialogueBatch

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reports for people, programs and build servers.
struct ReportTests {
  private let folder: TemporaryFolder
  private let report: BatchReport

  init() throws {
    folder = try TemporaryFolder()
    let out = folder.path("out")
    var options = BatchOptions(folder: out, outputs: ["{id}.csv"], rig: "aria")
    options.jobs = 1
    let model = try StandardModel.package.get()
    var good = BatchLine(id: "good", audio: folder.path("good.wav"), place: "1")
    good.words = .text("</script><b>&\"quoted\"")
    let lines = [
      good, BatchLine(id: "bad<&>\"", audio: "none.wav", place: "2"),
      BatchLine(id: "never", audio: "x.wav", place: "3"),
    ]
    let plan = try LinePlan(lines, options: options, model: model)
    var quality = LineQuality()
    (quality.speechShare, quality.closureRecall, quality.bilabialCount) = (0.7, 0.1, 10)
    quality.sound = SoundFigures(
      seconds: 3, peakDecibels: -3, clippedShare: 0, loudness: -20, noiseDecibels: -60, rangeDecibels: 40)
    QualityShelf(folder: options.stateFolder + "/figures").keep(quality, of: "good")
    var records = ["good": LineRecord(line: "good"), "bad<&>\"": LineRecord(line: "bad<&>\"")]
    records["bad<&>\""]?.failure = "there is no\nfile \u{1}'none.wav'"
    report = BatchReport(plan: plan, options: options, records: records)
    try report.write(to: folder.path("report"))
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path("report/\(name)"), encoding: .utf8)
  }

  @Test func aBuildServerReadsEveryLine() throws {
    let document = try XMLDocument(xmlString: try text("report.xml"))
    let cases = try document.nodes(forXPath: "//testcase")
    #expect(cases.count == 3)
    #expect(try document.nodes(forXPath: "//testcase/failure").count == 1)
    #expect(try document.nodes(forXPath: "//testcase/error").count == 2)
    #expect((cases[1] as? XMLElement)?.attribute(forName: "name")?.stringValue == "bad<&>\"")
  }

  @Test func aProgramReadsFiguresAndFlags() throws {
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(try text("report.json").utf8)) as? [String: Any])
    #expect(root["flagged"] as? Int == 1 && root["missing"] as? Int == 1 && root["failed"] as? Int == 1)
    let lines = try #require(root["lines"] as? [[String: Any]])
    #expect((lines[0]["figures"] as? [String: Any])?["closureRecall"] as? Double == 0.1)
  }

  @Test func wordsOfALineCannotEndThePage() throws {
    let page = try text("report.html")
    #expect(page.components(separatedBy: "</script>").count == 2 && !page.contains("/*DATA*/"))
    #expect(page.hasSuffix("</html>\n"))
  }
}
