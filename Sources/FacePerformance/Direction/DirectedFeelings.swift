package import SpeechAnimation

/// Feelings that are directed, over those of the voice: each comes over the words before which it stands and goes after them.
package struct DirectedFeelings: Sendable {
  private static let onsetSeconds: Float = 0.5
  private static let offsetSeconds: Float = 0.9

  private let overall: EmotionState?
  private let feelings: [DirectedLine.Feeling]

  /// - Parameter overall: is felt the whole line.
  init(_ feelings: [DirectedLine.Feeling], overall: EmotionState?) {
    self.feelings = feelings
    self.overall = overall
  }

  /// What is shown at a time, where otherwise `base` would be.
  package func state(atSeconds seconds: Double, over base: EmotionState) -> EmotionState {
    var state = overall.map { base.led(to: $0, share: 1) } ?? base
    let frame = seconds * 50
    let index = feelings.partitioningIndex { Double($0.frames.lowerBound) > frame }
    // The one before may still be going.
    for feeling in feelings[max(0, index - 2)..<index] {
      let since = Float(frame - Double(feeling.frames.lowerBound)) / 50
      let after = Float(frame - Double(feeling.frames.upperBound)) / 50
      let share =
        MinimumJerk.share(since / Self.onsetSeconds) * (1 - MinimumJerk.share(after / Self.offsetSeconds))
      if share > 0 { state = state.led(to: feeling.state, share: share) }
    }
    return state
  }
}

extension Array {
  /// The first index whose element is so, where all after it are; by halving.
  func partitioningIndex(where isSo: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isSo(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
