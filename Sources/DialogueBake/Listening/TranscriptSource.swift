internal import Foundation
package import Phonetics

/// Where a line's words come from.
public struct TranscriptSource: Sendable, Hashable {
  /// Where words are found.
  public enum Words: Sendable, Hashable {
    case text(String)
    /// Path of a text file.
    case file(String)
    /// Path of a file of times: a TextGrid with a tier of phones, or of words, subtitles (.srt, .vtt), or a voice's timings as
    /// JSON.
    case textGrid(String)
  }

  /// American English.
  public static let defaultLanguage = "en-us"

  /// The words, or the file that holds them.
  public let words: Words
  /// A voice of espeak-ng: en-us, de, fr-fr …
  public let language: String

  /// Words and their language.
  public init(_ words: Words, language: String = defaultLanguage) {
    self.words = words
    self.language = language
  }

  /// Whether each recording has a file of its own.
  var isPattern: Bool {
    switch words {
    case .text: false
    case .file(let path), .textGrid(let path): path.contains("{name}")
    }
  }

  /// The source with {name} filled in.
  func named(_ name: String) -> TranscriptSource {
    func filled(_ path: String) -> String { path.replacingOccurrences(of: "{name}", with: name) }
    return switch words {
    case .text: self
    case .file(let path): TranscriptSource(.file(filled(path)), language: language)
    case .textGrid(let path): TranscriptSource(.textGrid(filled(path)), language: language)
    }
  }

  /// What it says, read and pronounced before the recording is; nil where it only directs, and says nothing.
  /// - Parameter pronounced: its words with their sounds, where they are known already.
  /// - Throws: ``PhoneticsError``.
  func script(pronounced: [PronouncedWord]? = nil) throws(PhoneticsError) -> Script? {
    if case .textGrid(let path) = words {
      let grid = try SpokenTimes.grid(contentsOf: URL(fileURLWithPath: path))
      let name = (path as NSString).lastPathComponent
      guard grid.phoneTier == nil, let tier = grid.wordTier else { return .labels(grid, name: name) }
      return try timed(tier, name: name)
    }
    guard let marked = try markedText() else { return nil }
    if !marked.hasWords, !marked.marks.isEmpty { return nil }
    if let pronounced { return .words(pronounced) }
    return .words(try EspeakPronouncer().words(of: Transcript(text: marked.spoken, language: language)))
  }

  /// What is pronounced of words without times; nil for all else.
  package func spoken() -> Transcript? {
    if case .textGrid = words { return nil }
    guard let marked = try? markedText(), marked.hasWords else { return nil }
    return try? Transcript(text: marked.spoken, language: language)
  }

  /// Words of a tier, pronounced as one text, each with the interval that it stands in.
  private func timed(_ tier: TextGrid.Tier, name: String) throws(PhoneticsError) -> Script {
    var written: [(text: String, seconds: Range<Double>)] = []
    for interval in tier.intervals {
      let words = try MarkedText(interval.label, language: language).words
      written += words.map { ($0, interval.start..<interval.end) }
    }
    let text = tier.intervals.map(\.label).joined(separator: " ")
    let spoken = try MarkedText(text, language: language).spoken
    let words = try EspeakPronouncer().words(of: Transcript(text: spoken, language: language))
    var next = 0
    let windows = words.map { word -> Range<Double>? in
      guard let found = written[next...].firstIndex(where: { $0.text == word.text }) else { return nil }
      next = found + 1
      return written[found].seconds
    }
    return .timed(words, windows, name: name)
  }
}
