internal import KeptValues
internal import Phonetics

/// What is known of a line beside its sound.
enum Script: Sendable {
  /// Its words, whose times are still to be found.
  case words([PronouncedWord])
  /// Phones with their times.
  case labels(TextGrid, name: String)

  /// Key of what it says: words with their sounds, or labels with their times.
  var key: ContentKey {
    let maker = ContentKeyMaker("script")
    switch self {
    case .words(let words):
      for word in words {
        maker.add(word.text)
        for phone in word.phones { maker.add(UInt64(phone)) }
      }
    case .labels(let grid, _): maker.add(grid.text)
    }
    return maker.key()
  }

  /// Labels may end this much later than the recording, seconds: trimming and rounding.
  private static let slackSeconds = 0.25

  /// The script laid over a line, and what the user should know of it.
  /// - Throws: ``PhoneticsError``.
  func aligned(to track: PhoneTrack, durationSeconds: Double) throws(PhoneticsError) -> (AlignedTranscript, [String]) {
    switch self {
    case .words(let words): return (try PhoneAligner().align(words, to: track), [])
    case .labels(let grid, let name):
      let aligned = try AlignedTranscript(grid, name: name, over: track)
      guard grid.durationSeconds > durationSeconds + Self.slackSeconds else { return (aligned, []) }
      return (
        aligned,
        [
          "'\(name)' lasts \(grid.durationSeconds) s, the recording \(durationSeconds) s: what lies beyond its end is left out"
        ]
      )
    }
  }
}
