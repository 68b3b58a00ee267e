internal import Phonetics
package import SpeechAnimation

/// When the written words of a text are said, frames of the line.
struct WordTimes: Sendable {
  /// A pause from so many frames on is one that a direction may stand in.
  static let leastPauseFrames = 9

  /// So many words in a row may have no sound.
  private static let longestGap = 200

  let frameCount: Int
  /// Whether the words were found in the sound; otherwise they are laid over it evenly.
  let isHeard: Bool
  /// Of each word; those that were not found take no time between their neighbours.
  private var words: [Range<Int>]

  /// - Parameter written: the words of the text.
  init(_ written: [String], over line: HeardLine) {
    frameCount = line.speech.frameCount
    if let aligned = line.transcript?.words, aligned.contains(where: { $0.frames != nil }) {
      isHeard = true
      words = Self.heard(written, aligned)
    } else {
      isHeard = false
      words = Self.even(written.count, over: line)
    }
  }

  init(words: [Range<Int>], frameCount: Int) {
    (self.words, self.frameCount, isHeard) = (words, frameCount, true)
  }

  var count: Int { words.count }

  /// Frames of a word; after the last one the line's end.
  subscript(word: Int) -> Range<Int> { word < words.count ? words[word] : frameCount..<frameCount }

  /// Frames of some words; of none those at which the first would begin.
  func frames(of range: Range<Int>) -> Range<Int> {
    let start = self[range.lowerBound].lowerBound
    guard let last = range.last else { return start..<start }
    return start..<max(start, self[last].upperBound)
  }

  /// What is silent before a word: empty where it follows the word before at once.
  func pause(before word: Int) -> Range<Int> {
    let start = self[word].lowerBound
    let end = word > 0 ? min(self[word - 1].upperBound, start) : 0
    return start - end >= Self.leastPauseFrames ? end..<start : start..<start
  }

  /// The alignment leaves out words without sounds, and may know words by their sound alone.
  private static func heard(_ written: [String], _ aligned: [AlignedTranscript.Word]) -> [Range<Int>] {
    var found = [Range<Int>?](repeating: nil, count: written.count)
    if aligned.allSatisfy(\.text.isEmpty) {
      for (index, word) in aligned.enumerated() {
        let place = index * written.count / aligned.count
        if place < written.count, found[place] == nil { found[place] = word.frames }
      }
    } else {
      var next = 0
      for word in aligned {
        guard let index = written[next...].prefix(longestGap).firstIndex(of: word.text) else { continue }
        found[index] = word.frames
        next = index + 1
      }
    }
    var last = 0
    var times = found.map { $0 ?? 0..<0 }
    for index in times.indices {
      if found[index] == nil { times[index] = last..<last } else { last = times[index].upperBound }
    }
    // Words before the first that was found begin with it.
    if let first = found.firstIndex(where: { $0 != nil }) {
      for index in 0..<first { times[index] = times[first].lowerBound..<times[first].lowerBound }
    }
    return times
  }

  private static func even(_ count: Int, over line: HeardLine) -> [Range<Int>] {
    let frameCount = line.speech.frameCount
    var isResting = [Bool](repeating: false, count: frameCount)
    for rest in SpeechSpans(of: line.phones, loudness: line.speech.loudness).rests {
      for frame in rest.clamped(to: 0..<frameCount) { isResting[frame] = true }
    }
    let spoken = isResting.indices.filter { !isResting[$0] }
    guard !spoken.isEmpty, count > 0 else { return Array(repeating: 0..<0, count: count) }
    func frame(_ share: Int) -> Int { spoken[min(share * spoken.count / count, spoken.count - 1)] }
    return (0..<count).map { frame($0)..<max(frame($0), frame($0 + 1)) }
  }
}
