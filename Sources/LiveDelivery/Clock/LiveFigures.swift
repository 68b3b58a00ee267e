/// How a live run went.
public struct LiveFigures: Sendable {
  /// Faces that were sent.
  public internal(set) var frames = 0
  /// Seconds of sound that did not come in time, and were silence instead.
  public internal(set) var bridgedSeconds = 0.0
  /// Faces that were not there in time: the last one stood for them.
  public internal(set) var heldFrames = 0
  /// Seconds after its time at which each face was sent.
  var lateness: [Float] = []

  /// Lateness beyond which a share of the faces were not, seconds.
  /// - Parameter share: 0.5 for the median, 0.99 for all but one in a hundred.
  public func lateness(_ share: Double) -> Double {
    guard !lateness.isEmpty else { return 0 }
    let sorted = lateness.sorted()
    return Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))])
  }
}
