internal import DialogueBake
internal import Phonetics
internal import Synchronization

/// Texts that are pronounced ahead of their lines, many at a time: starting the pronouncer takes longer than a hundred lines.
final class TextShelf: Sendable {
  private struct State {
    /// With the number of lines that will ask for them: games say some things often.
    var pronounced: [String: (words: [PronouncedWord], lines: Int)] = [:]
    /// Lines that were seen to, by their place in the work.
    var ahead = 0
  }

  private let state = Mutex(State())

  /// Lines that are pronounced at a time.
  private static let linesAhead = 64

  private static func key(_ text: TranscriptSource) -> String? {
    guard case .text(let words) = text.words else { return nil }
    return text.language + "\n" + words
  }

  /// Pronounces the texts of the next lines, unless that was done. Whoever comes meanwhile waits.
  /// - Parameters:
  ///   - place: of the line in the work that is to be done next.
  ///   - text: of the line at a place, read; nil where it has none that must be pronounced.
  func prepare(_ place: Int, of count: Int, text: (Int) -> TranscriptSource?) {
    state.withLock { state in
      guard place >= state.ahead else { return }
      let end = min(count, place + Self.linesAhead)
      state.ahead = end
      var byLanguage: [String: [(key: String, transcript: Transcript)]] = [:]
      for place in place..<end {
        guard let text = text(place), let key = Self.key(text), let spoken = text.spoken() else { continue }
        byLanguage[text.language, default: []].append((key, spoken))
      }
      guard !byLanguage.isEmpty, let pronouncer = try? EspeakPronouncer() else { return }
      for texts in byLanguage.values {
        for (text, words) in zip(texts, pronouncer.words(ofEach: texts.map(\.transcript))) {
          guard let words else { continue }
          state.pronounced[text.key] = (words, (state.pronounced[text.key]?.lines ?? 0) + 1)
        }
      }
    }
  }

  /// The words of a text with their sounds; nil where they are not known, and the text is pronounced by itself.
  func take(_ text: TranscriptSource) -> [PronouncedWord]? {
    guard let key = Self.key(text) else { return nil }
    return state.withLock { state in
      guard let found = state.pronounced[key] else { return nil }
      state.pronounced[key] = found.lines > 1 ? (found.words, found.lines - 1) : nil
      return found.words
    }
  }
}
