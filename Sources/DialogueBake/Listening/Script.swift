internal import FaceCurves
internal import KeptValues
internal import Phonetics

/// What is known of a line beside its sound.
enum Script: Sendable {
  /// Its words, whose times are still to be found.
  case words([PronouncedWord])
  /// Its words, each with the stretch of seconds in which it is said, where that is known.
  case timed([PronouncedWord], [Range<Double>?], name: String)
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
    case .timed(let words, let windows, _):
      for (word, window) in zip(words, windows) {
        maker.add(word.text)
        for phone in word.phones { maker.add(UInt64(phone)) }
        maker.add(window?.lowerBound.bitPattern ?? .max)
        maker.add(window?.upperBound.bitPattern ?? .max)
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
    case .timed(let words, let windows, let name): return try Self.aligned(words, windows, name, to: track)
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

  /// Words are looked for so much before and after the times that are given for them, seconds.
  private static let windowSlackSeconds = 0.08

  /// Words within their times; where those are another recording's, wherever they are.
  private static func aligned(
    _ words: [PronouncedWord], _ windows: [Range<Double>?], _ name: String, to track: PhoneTrack
  ) throws(PhoneticsError) -> (AlignedTranscript, [String]) {
    let rate = track.frameRate.framesPerSecond
    let frames = windows.map { window -> Range<Int>? in
      guard let window else { return nil }
      let start = Int((max(0, window.lowerBound - windowSlackSeconds) * rate).rounded(.down))
      return start..<max(start + 1, Int(((window.upperBound + windowSlackSeconds) * rate).rounded(.up)))
    }
    let within = try PhoneAligner().align(words, to: track, within: frames)
    guard within.confidence < AlignedTranscript.leastConfidence else { return (within, []) }
    let free = try PhoneAligner().align(words, to: track)
    guard free.confidence >= AlignedTranscript.leastConfidence else { return (within, []) }
    return (free, ["the times of words in '\(name)' are not this recording's: they are left aside"])
  }
}
