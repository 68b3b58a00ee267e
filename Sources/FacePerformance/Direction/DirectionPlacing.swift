package import Phonetics
package import SpeechAnimation

/// Lays what stands beside the words of a text over a line: directions at the time of the word that they precede, or in the
/// pause before it.
package struct DirectionPlacing {
  /// What is asked for, in frames.
  package private(set) var line = DirectedLine()
  private var noted = RepeatedNotes()

  /// Without a pause a gesture sets out so many frames before its word.
  private static let leadFrames = 4
  /// A feeling sets out so many frames before its word, in a pause at most so many.
  private static let feelingLeadFrames = 12
  private static let feelingPauseFrames = 30
  /// In a long pause a gesture comes so many frames before the word at most.
  private static let longestLeadFrames = 75
  /// Gestures of one part that are asked for together overlap by this share.
  private static let overlap: Float = 0.15
  /// Brows begin to ask, and go on, so many frames beside the words.
  private static let questionLeadFrames = 5
  private static let questionTailFrames = 10

  private let text: MarkedText
  private let times: WordTimes
  private var phrases: [String: DirectionPhrase] = [:]
  private var pastEnd = 0

  /// What the user should know, one line each.
  package var notes: [String] {
    pastEnd == 0
      ? noted.lines : noted.lines + ["\(pastEnd) directions lie past the end of the line: they are left out"]
  }

  /// - Parameter text: what is said in the line.
  package init(_ text: MarkedText, over line: HeardLine) {
    self.init(text, WordTimes(text.words, over: line))
    if text.hasWords, !text.marks.isEmpty, !times.isHeard {
      noted.add("the words were not found in the sound: directions are laid over it by their place in the text")
    }
  }

  init(_ text: MarkedText, _ times: WordTimes) {
    self.text = text
    self.times = times
    for note in text.notes { noted.add(note) }
    placeDirections()
    if times.isHeard { placeTextMarks() }
    sort()
  }

  // MARK: directions

  private mutating func placeDirections() {
    var index = 0
    let marks = text.marks
    while index < marks.count {
      // All that stand before one word are read together.
      let word = marks[index].words.lowerBound
      let end = marks[index...].firstIndex { $0.words.lowerBound != word } ?? marks.count
      place(marks[index..<end], before: word)
      index = end
    }
  }

  private mutating func place(_ marks: ArraySlice<MarkedText.Mark>, before word: Int) {
    var asked: [DirectionPhrase.Demand] = []
    var ranges: [Int: Range<Int>] = [:]
    for mark in marks {
      switch mark.content {
      case .stress(let strength):
        if times.isHeard, strength >= 0.5 {
          self.line.marks.append(.init(kind: .stress, frames: times.frames(of: mark.words)))
        }
      case .pause(let seconds):
        asked.append(.init(name: "pause", effect: .pause, seconds: seconds))
      case .direction(let words):
        let phrase = phrase(words)
        for note in phrase.notes { noted.add(note) }
        for demand in phrase.demands {
          if !mark.words.isEmpty { ranges[asked.count] = mark.words }
          asked.append(demand)
        }
      }
    }
    // Each run between two pauses is a moment of its own.
    var (moment, momentRanges): ([DirectionPhrase.Demand], [Range<Int>]) = ([], [])
    var delay = 0
    for (index, demand) in asked.enumerated() {
      guard demand.effect == .pause else {
        moment.append(demand)
        if let range = ranges[index] { momentRanges.append(range) }
        continue
      }
      take(moment, before: word, over: momentRanges.first, delay)
      (moment, momentRanges) = ([], [])
      delay = min(delay + Int((demand.seconds ?? Self.pauseSeconds) * 50), times.frameCount)
    }
    take(moment, before: word, over: momentRanges.first, delay)
  }

  private static let pauseSeconds = 0.4

  private mutating func phrase(_ words: String) -> DirectionPhrase {
    if let known = phrases[words] { return known }
    let phrase = DirectionPhrase(words, hasHints: !noted.isFull)
    phrases[words] = phrase
    return phrase
  }

  private mutating func take(
    _ asked: [DirectionPhrase.Demand], before word: Int, over range: Range<Int>?, _ delay: Int
  ) {
    guard !asked.isEmpty else { return }
    let rivals = DemandRivals(asked)
    for note in rivals.notes { noted.add(note) }
    // To the end of its words, of its sentence, or of the line.
    let end =
      range.map { times.frames(of: $0).upperBound } ?? sentenceEnd(of: word).map { times[$0 - 1].upperBound }
      ?? times.frameCount
    var free: [Gesture.Part: Int] = [:]
    var feeling: (state: EmotionState, seconds: Double?, names: [String])?
    var manner: (manner: Manner, seconds: Double?, names: [String])?
    for demand in rivals.demands {
      switch demand.effect {
      case .gesture(let gesture, let strength): place(gesture, strength, demand, before: word, delay, &free)
      case .feeling(let state):
        feeling = (
          feeling.map { $0.state.joined(with: state) } ?? state, demand.seconds ?? feeling?.seconds,
          (feeling?.names ?? []) + [demand.name]
        )
      case .manner(let other):
        manner = (
          (manner?.manner ?? .ordinary).with(other), demand.seconds ?? manner?.seconds,
          (manner?.names ?? []) + [demand.name]
        )
      case .look(let look):
        let start = beginning(before: word, lead: Self.leadFrames, inPause: Self.feelingPauseFrames)
        guard let frames = span(from: start + delay, to: end, demand.seconds ?? look.seconds) else { continue }
        line.looks.append(.init(frames: frames, look: look, name: demand.name))
      case .pause: break
      }
    }
    if let feeling {
      let start = beginning(before: word, lead: Self.feelingLeadFrames, inPause: Self.feelingPauseFrames)
      if let frames = span(from: start + delay, to: end, feeling.seconds) {
        line.feelings.append(.init(frames: frames, state: feeling.state, name: Self.joined(feeling.names)))
      }
    }
    if let manner {
      let start = beginning(before: word, lead: Self.leadFrames, inPause: Self.leadFrames)
      if let frames = span(from: start + delay, to: end, manner.seconds) {
        line.manners.append(.init(frames: frames, manner: manner.manner, name: Self.joined(manner.names)))
      }
    }
  }

  private static func joined(_ names: [String]) -> String {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }.joined(separator: ", ")
  }

  /// Where something sets out that stands before a word.
  /// - Parameters:
  ///   - lead: frames before it where it follows the word before at once.
  ///   - inPause: frames before it in a pause, at most.
  private func beginning(before word: Int, lead: Int, inPause: Int) -> Int {
    let pause = times.pause(before: word)
    if word >= times.count {
      let last = times.count > 0 ? times[times.count - 1].lowerBound : 0
      let latest = times.frameCount - max(lead, inPause)
      return max(last, pause.isEmpty ? latest : min(latest, pause.lowerBound + Self.trailingFrames))
    }
    return max(0, times[word].lowerBound - (pause.isEmpty ? lead : min(pause.count - 1, max(inPause, lead))))
  }

  /// What stands after the last word comes so many frames after it.
  private static let trailingFrames = 3

  private mutating func place(
    _ gesture: Gesture, _ strength: Float, _ demand: DirectionPhrase.Demand, before word: Int, _ delay: Int,
    _ free: inout [Gesture.Part: Int]
  ) {
    let length = Int((demand.seconds.map(Float.init) ?? gesture.seconds * Float(demand.times)) * 50)
    let start = beginning(before: word, lead: Self.leadFrames, inPause: min(length, Self.longestLeadFrames))
    let frame = max(start + delay, free[gesture.part] ?? 0)
    guard frame < times.frameCount else {
      pastEnd += 1
      return
    }
    line.gestures.append(
      .init(
        frame: frame, gesture: gesture, strength: strength, times: demand.times, seconds: demand.seconds,
        name: demand.name))
    free[gesture.part] = frame + Int(Float(length) * (1 - Self.overlap))
  }

  /// Frames of something that lasts; nil, and counted, where it lies past the end.
  private mutating func span(from start: Int, to end: Int, _ seconds: Double?) -> Range<Int>? {
    let start = max(0, start)
    guard start < times.frameCount else {
      pastEnd += 1
      return nil
    }
    let end = seconds.map { start + Int($0 * 50) } ?? end
    return start..<min(max(end, start + 1), times.frameCount)
  }

  private func sentenceEnd(of word: Int) -> Int? {
    let index = text.sentences.partitioningIndex { $0.words.upperBound > word }
    return index < text.sentences.count ? text.sentences[index].words.upperBound : nil
  }

  // MARK: what the words say of themselves

  private mutating func placeTextMarks() {
    for sentence in text.sentences {
      if !sentence.asking.isEmpty {
        let frames = times.frames(of: sentence.asking)
        line.marks.append(
          .init(
            kind: sentence.kind == .openQuestion ? .openQuestion : .yesNoQuestion,
            frames: max(0, frames.lowerBound - Self.questionLeadFrames)..<frames.upperBound + Self.questionTailFrames))
      }
      // "Isn't it?" asks, and denies nothing.
      let questions = sentence.kind == .yesNoQuestion ? sentence.asking : 0..<0
      for word in sentence.denials where !times[word].isEmpty && !questions.contains(word) {
        line.marks.append(.init(kind: .denial, frames: times[word]))
      }
    }
  }

  /// In order, and a feeling, manner or look to where the next one begins.
  private mutating func sort() {
    line.feelings.sort { $0.frames.lowerBound < $1.frames.lowerBound }
    line.manners.sort { $0.frames.lowerBound < $1.frames.lowerBound }
    line.looks.sort { $0.frames.lowerBound < $1.frames.lowerBound }
    line.gestures.sort { $0.frame < $1.frame }
    line.marks.sort { $0.frames.lowerBound < $1.frames.lowerBound }
    line.feelings = Self.cut(line.feelings, \.frames) { .init(frames: $1, state: $0.state, name: $0.name) }
    line.manners = Self.cut(line.manners, \.frames) { .init(frames: $1, manner: $0.manner, name: $0.name) }
    line.looks = Self.cut(line.looks, \.frames) { .init(frames: $1, look: $0.look, name: $0.name) }
  }

  /// Ends everything where the next begins; what begins with the next is gone.
  private static func cut<Span>(
    _ spans: [Span], _ frames: (Span) -> Range<Int>, _ made: (Span, Range<Int>) -> Span
  ) -> [Span] {
    spans.indices.compactMap { index in
      let own = frames(spans[index])
      let next = index + 1 < spans.count ? frames(spans[index + 1]).lowerBound : .max
      return next > own.lowerBound ? made(spans[index], own.lowerBound..<min(own.upperBound, next)) : nil
    }
  }
}
