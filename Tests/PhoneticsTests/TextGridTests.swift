import Foundation
import TestSupport
import Testing

@testable import Phonetics

struct TextGridTests {
  let folder: TemporaryFolder
  private let table = PhoneTable.standard

  init() throws { folder = try TemporaryFolder() }

  private let grid = TextGrid(
    durationSeconds: 1.5,
    tiers: [
      TextGrid.Tier(
        name: "words",
        intervals: [
          .init(start: 0, end: 0.2, label: ""), .init(start: 0.2, end: 0.8, label: "map"),
          .init(start: 0.8, end: 1.5, label: "\"be\""),
        ]),
      TextGrid.Tier(
        name: "Anna - phones",
        intervals: [
          .init(start: 0, end: 0.2, label: "sil"), .init(start: 0.2, end: 0.4, label: "M"),
          .init(start: 0.4, end: 0.6, label: "AE1"), .init(start: 0.6, end: 0.8, label: "p"),
          .init(start: 0.8, end: 1, label: "b"), .init(start: 1, end: 1.5, label: "iː"),
        ]),
    ])

  private func parse(_ text: String) throws(PhoneticsError) -> TextGrid {
    try TextGrid(parsing: text, name: "x.TextGrid")
  }

  @Test func whatIsWrittenIsRead() throws {
    #expect(try parse(grid.text) == grid)
  }

  @Test func readsTheShortForm() throws {
    let short = """
      File type = "ooTextFile"
      Object class = "TextGrid"

      0
      0.5
      <exists>
      2
      "IntervalTier"
      "phones"
      0
      0.5
      1
      0
      0.5
      "a ""quoted"" [3] label"
      "TextTier"
      "clicks"
      0
      0.5
      1
      0.25
      "x"
      """
    let grid = try parse(short)
    #expect(grid.tiers.map(\.name) == ["phones"])
    #expect(grid.tiers[0].intervals == [.init(start: 0, end: 0.5, label: "a \"quoted\" [3] label")])
  }

  @Test func readsUTF16WithItsMark() throws {
    let units = Array(grid.text.utf16)
    let bytes: [UInt8] = [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(try TextGrid(contentsOf: URL(fileURLWithPath: folder.write(bytes, to: "u.TextGrid"))) == grid)
  }

  @Test(arguments: [
    ("xmin = 0.4", "xmin = 0.3", "before the one ahead"), ("xmax = 0.4", "xmax = 0.1", "times must rise"),
    ("xmin = 0.2", "xmin = -0.2", "times must rise"), ("\"ooTextFile\"", "\"ooBinary\"", "no TextGrid"),
    ("\"IntervalTier\"", "\"Chart\"", "unknown class 'Chart'"), ("xmax = 0.8", "xmax = nan", "damaged"),
    ("size = 6", "size = 7", "damaged"), ("<exists>", "<absent>", "no tiers"),
  ])
  func saysWhatIsWrong(part: String, replacement: String, words: String) {
    let text = grid.text.replacingOccurrences(of: part, with: replacement)
    let error = #expect(throws: PhoneticsError.self) { try parse(text) }
    #expect(error?.code == .textGridInvalid && error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: 1...200)
  func damagedFilesAreReadOrRefused(seed: UInt64) {
    var random = TestRandom(seed)
    var bytes = Array(grid.text.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      if Bool.random(using: &random) {
        bytes[at] = UInt8.random(in: 0...255, using: &random)
      } else {
        bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...200, using: &random)))
      }
    }
    _ = try? parse(String(decoding: bytes, as: UTF8.self))
  }

  private func evenTrack(frames: Int) -> PhoneTrack {
    var track = PhoneTrack(phoneCount: table.phones.count)
    for _ in 0..<frames {
      track.append([Float](repeating: 1 / Float(table.phones.count), count: table.phones.count))
    }
    return track
  }

  @Test func itsPhonesGuideTheTrackWhereTheyAre() throws {
    let track = evenTrack(frames: 75)
    let aligned = try AlignedTranscript(grid, name: "x", over: track)
    #expect(aligned.words.filter { !$0.text.isEmpty }.map(\.text) == ["map", "\"be\""])
    #expect(aligned.words.first { $0.text == "map" }?.frames == 10..<40)
    let guided = aligned.guiding(track)
    for (frame, symbol) in [(5, "sil"), (15, "m"), (25, "æ"), (35, "p"), (45, "b"), (60, "i")] {
      #expect(guided.row(frame).max() == guided[frame, table.phones.firstIndex { $0.symbol == symbol }!])
    }
  }

  @Test func labelsBeyondTheEndAreLeftOut() throws {
    let aligned = try AlignedTranscript(grid, name: "x", over: evenTrack(frames: 35))
    #expect(aligned.words.compactMap(\.frames).allSatisfy { $0.upperBound <= 35 })
  }

  @Test func aGridWithoutPhonesSaysSo() {
    let words = TextGrid(durationSeconds: 1, tiers: [TextGrid.Tier(name: "speaker", intervals: [])])
    let error = #expect(throws: PhoneticsError.self) {
      try AlignedTranscript(words, name: "x.TextGrid", over: evenTrack(frames: 10))
    }
    #expect(error?.message.contains("its tiers: speaker") == true)
  }
}
