internal import Files
package import Foundation

/// When words and sounds of a line are said, as somebody else knows it: a labeller, an aligner, whoever synthesised the voice.
///
/// All of it becomes a ``TextGrid`` with tiers `words` and `phones`.
package enum SpokenTimes {
  /// Ends of the names of such files.
  package static let suffixes = [".TextGrid", ".srt", ".vtt", ".marks", ".json", ".jsonl", ".ndjson"]

  /// Reads a TextGrid, subtitles (SRT, WebVTT), or a voice's timings as JSON (``VoiceTimings``); told by what it holds.
  /// - Throws: ``PhoneticsError`` `.textGridInvalid`, `.transcriptUnreadable`.
  package static func grid(contentsOf url: URL) throws(PhoneticsError) -> TextGrid {
    let text: String
    do { text = try TextFile.read(url, what: "file of times") } catch { throw PhoneticsError(error) }
    let name = url.lastPathComponent
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if start.hasPrefix("{") || start.hasPrefix("[") { return try VoiceTimings(parsing: text, name: name).grid }
    if text.contains("-->") { return try SubtitleCues(parsing: text, name: name).grid }
    return try TextGrid(parsing: text, name: name)
  }

  /// Something that is said, and when.
  struct Said {
    let start: Double
    let end: Double
    let label: String
  }

  /// Tiers of what is said; what ends with the next one's beginning may lack its end.
  static func grid(words: [Said], phones: [Said], name: String) throws(PhoneticsError) -> TextGrid {
    let (words, phones) = (inOrder(words), inOrder(phones))
    guard let end = (words + phones).map(\.end).max(), end > 0 else {
      throw PhoneticsError(
        .textGridInvalid, "'\(name)' holds no times of words or visemes: leave it out, or ask the voice for them")
    }
    return TextGrid(
      durationSeconds: end,
      tiers: [("words", words), ("phones", phones)].filter { !$0.1.isEmpty }.map { name, said in
        TextGrid.Tier(
          name: name, intervals: said.map { TextGrid.Interval(start: $0.start, end: $0.end, label: $0.label) })
      })
  }

  /// Times rise and do not overlap, as tiers want them; what takes no time is left out.
  private static func inOrder(_ said: [Said]) -> [Said] {
    let sorted = said.filter { $0.start.isFinite && $0.end.isFinite && $0.start >= 0 && $0.end < longestSeconds }
      .sorted { $0.start < $1.start }
    return sorted.enumerated().compactMap { index, one in
      let end = index + 1 < sorted.count ? min(one.end, sorted[index + 1].start) : one.end
      return end > one.start ? Said(start: one.start, end: end, label: one.label) : nil
    }
  }

  /// A day: what lies beyond is no time of a line.
  private static let longestSeconds = 86_400.0
}
