internal import Foundation

/// Finds a transcript's phones in a line: Viterbi over the encoder's own probabilities.
///
/// Between words the speaker may pause or say what is not in the text; words and single phones may be left out, at a price.
package struct PhoneAligner: Sendable {
  /// How much of a phone's frequency in the line is divided out of its probability.
  static let priorPower: Float = 0.4
  /// Prices in log probability: a phone left out, a word left out for each of its phones, a frame of unwritten speech.
  static let phoneSkipPrice: Float = 4
  static let wordSkipPrice: Float = 4
  static let unwrittenPrice: Float = 2.6
  /// Back pointers take a byte a frame and state; this many are allowed.
  static let greatestCells = 400_000_000

  private let table: PhoneTable

  package init(_ table: PhoneTable = .standard) { self.table = table }

  /// Aligns words of phones. Words that cannot be placed are returned empty.
  /// - Parameter windows: frames within which each word is said, as many as words; nil for one of which that is not known.
  /// - Throws: ``PhoneticsError`` `.transcriptTooLong` where line and text are too long for the memory allowed.
  package func align(_ pronounced: [PronouncedWord], to track: PhoneTrack, within windows: [Range<Int>?] = [])
    throws(PhoneticsError) -> AlignedTranscript
  {
    let words = pronounced.map(\.phones)
    let states = States(words)
    let frames = track.frameCount
    guard frames * states.count <= Self.greatestCells else {
      throw PhoneticsError(
        .transcriptTooLong,
        "\(words.count) words over \(frames / 50) s are too much to align at once: split the line, or bake it without text"
      )
    }
    guard frames > 0 else { return result(pronounced, states, path: [], track) }
    return result(pronounced, states, path: viterbi(states, track, windows), track)
  }

  /// A pause before every word and at the end, the words' phones between them.
  private struct States {
    /// Class of each state; −1 for a pause.
    var phone: [Int] = []
    /// For a pause: the pause one word earlier and the price of leaving that word out.
    var previousPause: [Int] = []
    var skipPrice: [Float] = []
    /// For a phone: whether its predecessor's predecessor belongs to the same word or ends the word before.
    var maySkipOne: [Bool] = []
    var word: [Int] = []

    var count: Int { phone.count }

    init(_ words: [[Int]]) {
      var pause = -1
      for (index, phones) in words.enumerated() {
        let previous = pause
        pause = phone.count
        appendPause(previous: previous, leavingOut: index > 0 ? words[index - 1].count : 0, word: index)
        for (position, symbol) in phones.enumerated() {
          phone.append(symbol)
          previousPause.append(-1)
          skipPrice.append(0)
          // The first phone may follow the word before without a pause; later ones may leave one phone out.
          maySkipOne.append(position > 0 || index > 0)
          word.append(index)
        }
      }
      appendPause(previous: pause, leavingOut: words.last?.count ?? 0, word: words.count)
    }

    private mutating func appendPause(previous: Int, leavingOut phones: Int, word index: Int) {
      phone.append(-1)
      previousPause.append(previous)
      skipPrice.append(PhoneAligner.wordSkipPrice * Float(phones))
      maySkipOne.append(false)
      word.append(index)
    }
  }

  /// State of every frame on the best path.
  private func viterbi(_ states: States, _ track: PhoneTrack, _ windows: [Range<Int>?]) -> [Int] {
    let (frames, count) = (track.frameCount, states.count)
    let never: Float = -1e30
    let priors = logPriors(track)
    var best = [Float](repeating: never, count: count)
    var next = best
    var steps = [UInt8](repeating: 0, count: frames * count)
    var scores = [Float](repeating: 0, count: track.phoneCount)
    let (opens, shuts) = frameBounds(of: states, windows)
    for frame in 0..<frames {
      var loudest: Float = never
      for phone in 0..<track.phoneCount {
        scores[phone] = log(track[frame, phone] + 1e-5) - priors[phone]
        if phone != table.silence { loudest = max(loudest, scores[phone]) }
      }
      let pause = max(scores[table.silence], loudest - Self.unwrittenPrice)
      steps.withUnsafeMutableBufferPointer { steps in
        let row = frame * count
        for state in 0..<count {
          var (score, step) = frame == 0 ? (state <= 1 ? Float(0) : never, UInt8(0)) : (best[state], UInt8(0))
          if frame > 0, state > 0, best[state - 1] > score { (score, step) = (best[state - 1], 1) }
          if frame > 0, states.maySkipOne[state], state > 1 {
            let price = states.phone[state - 1] < 0 ? 0 : Self.phoneSkipPrice
            if best[state - 2] - price > score { (score, step) = (best[state - 2] - price, 2) }
          }
          let earlier = states.previousPause[state]
          // A word may be left out without spending a frame: the pause before it was settled for this frame already.
          let emission = states.phone[state] < 0 ? pause : scores[states.phone[state]]
          next[state] = opens[state] <= frame && frame < shuts[state] ? score + emission : never
          steps[row + state] = step
          if earlier >= 0, next[earlier] - states.skipPrice[state] > next[state] {
            next[state] = next[earlier] - states.skipPrice[state]
            steps[row + state] = 3
          }
        }
      }
      swap(&best, &next)
    }
    return backtrack(
      states, steps, frames: frames, last: best[count - 1] >= best[max(0, count - 2)] ? count - 1 : count - 2)
  }

  /// The frames between which each state may be.
  private func frameBounds(of states: States, _ windows: [Range<Int>?]) -> (opens: [Int], shuts: [Int]) {
    var (opens, shuts) = (
      [Int](repeating: 0, count: states.count), [Int](repeating: .max, count: states.count)
    )
    for state in 0..<states.count where states.phone[state] >= 0 && states.word[state] < windows.count {
      guard let window = windows[states.word[state]] else { continue }
      (opens[state], shuts[state]) = (window.lowerBound, window.upperBound)
    }
    return (opens, shuts)
  }

  private func backtrack(_ states: States, _ steps: [UInt8], frames: Int, last: Int) -> [Int] {
    var path = [Int](repeating: 0, count: frames)
    var state = last
    for frame in stride(from: frames - 1, through: 0, by: -1) {
      while steps[frame * states.count + state] == 3 { state = states.previousPause[state] }
      path[frame] = state
      state = max(0, state - Int(steps[frame * states.count + state]))
    }
    return path
  }

  private func logPriors(_ track: PhoneTrack) -> [Float] {
    var means = [Float](repeating: 0, count: track.phoneCount)
    for frame in 0..<track.frameCount {
      for phone in 0..<track.phoneCount { means[phone] += track[frame, phone] }
    }
    return means.map { Self.priorPower * log($0 / Float(track.frameCount) + 1e-3) }
  }

  private func result(
    _ words: [PronouncedWord], _ states: States, path: [Int], _ track: PhoneTrack
  ) -> AlignedTranscript {
    var placed = words.map { _ in [(phone: Int, frames: Range<Int>)]() }
    var start = 0
    while start < path.count {
      var end = start + 1
      while end < path.count, path[end] == path[start] { end += 1 }
      let state = path[start]
      if states.phone[state] >= 0 { placed[states.word[state]].append((states.phone[state], start..<end)) }
      start = end
    }
    var sum: Float = 0
    let aligned = zip(words, placed).map { word, found in
      let fit = found.reduce(Float(0)) { $0 + track.bestProbability(lookingLike: $1.phone, in: $1.frames, table) }
      sum += fit
      return AlignedTranscript.Word(text: word.text, phones: found, confidence: fit / Float(max(word.phones.count, 1)))
    }
    let total = words.reduce(0) { $0 + $1.phones.count }
    return AlignedTranscript(words: aligned, confidence: sum / Float(max(total, 1)))
  }
}
