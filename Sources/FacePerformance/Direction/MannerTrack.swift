/// Manners along a line, each eased in and out.
struct MannerTrack: Sendable {
  private static let easeFrames: Float = 12

  private let manners: [DirectedLine.TimedManner]

  init(_ manners: [DirectedLine.TimedManner] = []) { self.manners = manners }

  /// The manner at a frame.
  func manner(at frame: Int) -> Manner {
    guard !manners.isEmpty else { return .ordinary }
    let index = manners.partitioningIndex { $0.frames.lowerBound > frame }
    var manner = Manner.ordinary
    for timed in manners[max(0, index - 3)..<index] {
      let since = Float(frame - timed.frames.lowerBound) / Self.easeFrames
      let after = Float(frame - timed.frames.upperBound) / Self.easeFrames
      let share = MinimumJerk.share(since) * (1 - MinimumJerk.share(after))
      if share > 0 { manner = manner.with(timed.manner.scaled(by: share)) }
    }
    return manner
  }
}
