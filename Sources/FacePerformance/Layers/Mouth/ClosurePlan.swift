internal import Phonetics

/// In which frames lips are shut and in which they part, from the closures and rests of a line as far as they are known.
struct ClosurePlan: Sendable {
  /// A closure shorter than this is widened around its middle: 60 ms survive every frame rate from 24 up.
  static let shortestFrames = 3
  /// How far the closed pose already reigns one frame outside a closure.
  static let edgeShare: Float = 0.35
  /// For how many frames lips part beside a rest, at most, and between closures how near each other.
  static let partedFrames = 3
  static let nearFrames = 5
  /// A rest belongs to a closure that is this near, frames.
  static let restReach = 2

  /// Widened closures in order, with at least one frame between any two.
  let shut: [Range<Int>]
  /// Frames in which the lips part: between closures that are near each other, and where a closure meets a rest (lips that
  /// rested part before an m, or its hum could not be told from the rest; a p or b begins from shut lips).
  let partings: [Range<Int>]

  /// - Parameter knownFrames: frames of the line that are known.
  init(_ spans: SpeechSpans, knownFrames: Int) {
    let closures = Self.separated(spans.closures, within: knownFrames)
    shut = closures.map(\.frames)
    partings = Self.partings(between: closures, spans.rests, knownFrames)
  }

  /// How far the closed pose reigns at each of some frames, 0…1; 1 where the lips are shut.
  func shares(at frames: Range<Int>) -> [Float] {
    var shares = [Float](repeating: 0, count: frames.count)
    func raise(_ frame: Int, to share: Float) {
      guard frames.contains(frame) else { return }
      shares[frame - frames.lowerBound] = max(shares[frame - frames.lowerBound], share)
    }
    for span in shut {
      for frame in span.clamped(to: frames) { raise(frame, to: 1) }
      raise(span.lowerBound - 1, to: Self.edgeShare)
      raise(span.upperBound, to: Self.edgeShare)
    }
    for parting in partings {
      for frame in parting.clamped(to: frames) { shares[frame - frames.lowerBound] = 0 }
    }
    return shares
  }

  static func widened(_ closure: Range<Int>, within knownFrames: Int) -> Range<Int> {
    guard closure.count < shortestFrames else {
      return closure.lowerBound..<max(closure.lowerBound, min(closure.upperBound, knownFrames))
    }
    let start = max(0, closure.lowerBound - (shortestFrames - closure.count) / 2)
    return start..<max(start, min(knownFrames, start + shortestFrames))
  }

  static func separated(_ closures: [LipClosure], within knownFrames: Int) -> [LipClosure] {
    var separated: [LipClosure] = []
    for closure in closures.sorted(by: { $0.frames.lowerBound < $1.frames.lowerBound }) where !closure.frames.isEmpty {
      let span = widened(closure.frames, within: knownFrames)
      guard let last = separated.last, last.frames.upperBound >= span.lowerBound else {
        separated.append(LipClosure(frames: span, isNasal: closure.isNasal))
        continue
      }
      let end = span.lowerBound - 1
      if end - last.frames.lowerBound >= shortestFrames {
        separated[separated.count - 1] = LipClosure(frames: last.frames.lowerBound..<end, isNasal: last.isNasal)
      }
      let start = separated[separated.count - 1].frames.upperBound + 1
      if span.upperBound - start >= shortestFrames - 1 {
        separated.append(LipClosure(frames: start..<span.upperBound, isNasal: closure.isNasal))
      }
    }
    return separated
  }

  private static func partings(
    between closures: [LipClosure], _ rests: [Range<Int>], _ knownFrames: Int
  ) -> [Range<Int>] {
    var partings: [Range<Int>] = []
    for (index, closure) in closures.enumerated() {
      let span = closure.frames
      let next = index + 1 < closures.count ? closures[index + 1].frames.lowerBound : knownFrames
      let (reachBack, reachOn) = (span.lowerBound - restReach, span.upperBound + restReach)
      if index + 1 < closures.count, next - span.upperBound <= nearFrames {
        partings.append(span.upperBound..<next)
      } else if rests.contains(where: { $0.lowerBound <= reachOn && $0.upperBound > reachOn }) {
        partings.append(span.upperBound..<max(span.upperBound, min(span.upperBound + partedFrames, next)))
      }
      let previous = index > 0 ? closures[index - 1].frames.upperBound : 0
      if closure.isNasal, rests.contains(where: { $0.lowerBound < reachBack && $0.upperBound >= reachBack }) {
        partings.append(max(span.lowerBound - partedFrames, previous)..<span.lowerBound)
      }
    }
    return partings.filter { !$0.isEmpty }
  }
}
