internal import Foundation

/// Subtitles as SubRip (.srt) or WebVTT write them: text between two times; WebVTT's and karaoke's times within it are taken.
///
/// Source: W3C WebVTT, "cue timestamp" and "cue text"; SubRip has no standard, its comma is read as a point.
struct SubtitleCues {
  let grid: TextGrid

  /// - Throws: ``PhoneticsError`` `.textGridInvalid` where there is no cue.
  init(parsing text: String, name: String) throws(PhoneticsError) {
    var said: [SpokenTimes.Said] = []
    var span: (start: Double, end: Double)?
    var content = ""
    func close() -> [SpokenTimes.Said] { span.map { Self.words(content, $0.start, $0.end) } ?? [] }
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let line = line.drop { $0 == "\u{FEFF}" }
      if let times = Self.times(line) {
        said += close()
        (span, content) = (times, "")
      } else if line.allSatisfy(\.isWhitespace) {
        said += close()
        span = nil
      } else if span != nil {
        content += content.isEmpty ? line : " " + line
      }
    }
    said += close()
    grid = try SpokenTimes.grid(words: said, phones: [], name: name)
  }

  /// "00:00:01,000 --> 00:00:02.500 align:start"; nil for any other line.
  private static func times(_ line: Substring) -> (start: Double, end: Double)? {
    guard let arrow = line.range(of: "-->") else { return nil }
    let ends = line[arrow.upperBound...].split(whereSeparator: \.isWhitespace).first ?? ""
    guard let start = ClockTime.seconds(String(line[..<arrow.lowerBound])), let end = ClockTime.seconds(String(ends)),
      end > start
    else { return nil }
    return (start, end)
  }

  /// The text of a cue, cut where a time stands within it (`<00:00:01.200>`); other tags are left out.
  private static func words(_ text: String, _ start: Double, _ end: Double) -> [SpokenTimes.Said] {
    var said: [SpokenTimes.Said] = []
    var (begin, word) = (start, "")
    func close(_ until: Double) {
      let label = word.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if !label.isEmpty { said.append(.init(start: begin, end: until, label: label)) }
      (begin, word) = (until, "")
    }
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "<" || $0 == "{" }) {
      let shut: Character = rest[open] == "<" ? ">" : "}"
      guard let stop = rest[open...].firstIndex(of: shut) else { break }
      word += rest[..<open]
      if let time = ClockTime.seconds(String(rest[rest.index(after: open)..<stop])), time >= begin, time <= end {
        close(time)
      }
      rest = rest[rest.index(after: stop)...]
    }
    word += rest
    close(end)
    return said
  }
}
