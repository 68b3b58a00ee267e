internal import Foundation

/// Samples between a source, which may come in bursts, and a clock, which takes them as they are due. Bounded: a source that
/// is ahead waits.
public final class SoundBuffer: @unchecked Sendable {
  private let lock = NSCondition()
  private var samples: [Float] = []
  private var taken = 0
  private var hasEnded = false
  private let capacity: Int

  /// - Parameter capacity: samples that it holds.
  public init(capacity: Int) { self.capacity = max(1, capacity) }

  /// Puts samples in; waits while there is no room. Nothing is put in after the end.
  public func put(_ block: [Float]) {
    lock.lock()
    defer { lock.unlock() }
    var next = 0
    while next < block.count, !hasEnded {
      while samples.count - taken >= capacity, !hasEnded { lock.wait() }
      let room = min(block.count - next, capacity - (samples.count - taken))
      guard room > 0 else { continue }
      samples.append(contentsOf: block[next..<next + room])
      next += room
      lock.broadcast()
    }
  }

  /// Says that no more will come, from either side.
  public func end() {
    lock.lock()
    hasEnded = true
    lock.broadcast()
    lock.unlock()
  }

  /// Seconds after which whoever waits for sound asks again whether it still should.
  private static let askingSeconds = 0.1

  /// Waits for the first sample.
  /// - Returns: whether there is one before the end.
  func waitForSound(while goesOn: () -> Bool) -> Bool {
    lock.lock()
    defer { lock.unlock() }
    while samples.count == taken, !hasEnded, goesOn() {
      _ = lock.wait(until: Date(timeIntervalSinceNow: Self.askingSeconds))
    }
    return samples.count > taken
  }

  /// Takes up to `count` samples without waiting.
  /// - Returns: those that are there, and whether they are the last.
  func take(_ count: Int) -> (samples: [Float], isLast: Bool) {
    lock.lock()
    defer { lock.unlock() }
    let end = min(samples.count, taken + max(0, count))
    let block = Array(samples[taken..<end])
    taken = end
    if taken > capacity {
      samples.removeFirst(taken)
      taken = 0
    }
    lock.broadcast()
    return (block, hasEnded && taken == samples.count)
  }
}
