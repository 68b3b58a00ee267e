/// Where on another clock each moment lies: a line's new time → its old one, never backwards.
public struct TimeWarp: Sendable {
  /// Old times in seconds at equal steps of the new clock, from 0 on.
  public let oldSeconds: [Double]
  /// Steps a second of the new clock.
  public let frameRate: FrameRate

  /// - Parameter oldSeconds: at least one; what goes backwards stands still instead.
  public init(oldSeconds: [Double], frameRate: FrameRate = .model) {
    precondition(!oldSeconds.isEmpty)
    var latest = oldSeconds[0]
    self.oldSeconds = oldSeconds.map {
      latest = max(latest, $0)
      return latest
    }
    self.frameRate = frameRate
  }

  /// The old time of a new one; beyond both ends time goes on at its own pace.
  public func oldSeconds(at newSeconds: Double) -> Double {
    let place = newSeconds * frameRate.framesPerSecond
    guard place > 0 else { return oldSeconds[0] + newSeconds }
    let index = Int(place)
    guard index + 1 < oldSeconds.count else {
      return oldSeconds[oldSeconds.count - 1] + newSeconds - frameRate.seconds(ofFrame: oldSeconds.count - 1)
    }
    return oldSeconds[index] + (oldSeconds[index + 1] - oldSeconds[index]) * (place - Double(index))
  }

  /// The new time of an old one, the middle of those that it may be.
  public func newSeconds(at old: Double) -> Double {
    guard old > oldSeconds[0] else { return old - oldSeconds[0] }
    let last = oldSeconds.count - 1
    guard old < oldSeconds[last] else { return frameRate.seconds(ofFrame: last) + old - oldSeconds[last] }
    let after = Self.firstIndex(in: oldSeconds) { $0 >= old }
    let beyond = Self.firstIndex(in: oldSeconds) { $0 > old }
    if beyond > after { return (frameRate.seconds(ofFrame: after) + frameRate.seconds(ofFrame: beyond - 1)) / 2 }
    let (a, b) = (oldSeconds[after - 1], oldSeconds[after])
    return frameRate.seconds(ofFrame: after - 1) + (old - a) / (b - a) / frameRate.framesPerSecond
  }

  /// Index of the first that holds, in values for which it holds from some place on.
  private static func firstIndex(in values: [Double], where holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(values[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
