internal import Files
internal import Foundation
internal import Phonetics

extension TranscriptSource {
  /// The source with its file read, so that a pipe is read once.
  /// - Throws: ``PhoneticsError`` `.transcriptUnreadable`.
  func read() throws(PhoneticsError) -> TranscriptSource {
    guard case .file(let path) = words else { return self }
    do {
      let text = try TextFile.read(URL(fileURLWithPath: path), what: "transcript")
      return TranscriptSource(.text(text), language: language)
    } catch {
      throw PhoneticsError(.transcriptUnreadable, error.message)
    }
  }

  /// The source with its file read, for whoever needs it more than once.
  /// - Throws: ``BakeError``.
  public func loaded() throws(BakeError) -> TranscriptSource {
    do { return try read() } catch { throw BakeError(error) }
  }

  /// What it says, taken apart into words and what stands beside them; nil where phones are labelled.
  /// - Throws: ``PhoneticsError``.
  func markedText() throws(PhoneticsError) -> MarkedText? {
    switch try read().words {
    case .text(let text): return try MarkedText(text, language: language)
    case .textGrid(let path):
      let grid = try SpokenTimes.grid(contentsOf: URL(fileURLWithPath: path))
      guard grid.phoneTier == nil, let tier = grid.wordTier else { return nil }
      return try MarkedText(tier.intervals.map(\.label).joined(separator: " "), language: language)
    case .file: return nil
    }
  }
}
