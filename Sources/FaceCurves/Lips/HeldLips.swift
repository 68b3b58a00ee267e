/// Which output frames take a whole face of the source, so that what lips do between two frames is not lost.
///
/// Where lips touch so briefly that no frame of the new rate would show it, the frame nearest before the touch shows it.
/// Where they part so briefly between two touches that the two would become one, the nearest frame shows them parted, as
/// long as both touches keep a frame of their own.
struct HeldLips {
  /// Output frame → source frame whose face it takes.
  private(set) var frames: [Int: Int] = [:]

  /// Frames in which a touch beside a parting must be seen.
  private static let reach = 2

  private let gaps: [Float]
  /// Where a source frame lies among the output frames.
  private let place: (Int) -> Double
  private let frameCount: Int
  /// The gap that each output frame would show.
  private var shown: [Float]

  /// The same moments at another rate. `sourceFrames`: what an output frame lies between, and how far along.
  init(
    of clip: FaceClip, at rate: FrameRate, frameCount: Int, readout: LipReadout,
    sourceFrames: (Int) -> (first: Int, second: Int, fraction: Float)
  ) {
    let source = clip.frameRate
    self.init(
      of: clip, at: rate, frameCount: frameCount, readout: readout,
      place: { source.seconds(ofFrame: $0) * rate.framesPerSecond }, sourceFrames: sourceFrames)
  }

  /// `place`: where a source frame lies among the output frames; `sourceFrames`: what an output frame lies between, and how
  /// far along.
  init(
    of clip: FaceClip, at rate: FrameRate, frameCount: Int, readout: LipReadout, place: @escaping (Int) -> Double,
    sourceFrames: (Int) -> (first: Int, second: Int, fraction: Float)
  ) {
    gaps = readout.gaps(of: clip)
    (self.place, self.frameCount) = (place, frameCount)
    var isSeen = [Bool](repeating: false, count: clip.frameCount)
    shown = []
    shown.reserveCapacity(frameCount)
    for frame in 0..<frameCount {
      let (first, second, fraction) = sourceFrames(frame)
      let gap = gaps[first] + (gaps[second] - gaps[first]) * fraction
      shown.append(gap)
      if gap <= LipReadout.closedGap {
        isSeen[first] = true
        if fraction > 0 { isSeen[second] = true }
      }
    }
    let touches = Self.touches(gaps)
    for touch in touches where !isSeen[touch].contains(true) {
      guard let tightest = touch.min(by: { gaps[$0] < gaps[$1] }) else { continue }
      hold(tightest, at: min(max(Int(place(tightest).rounded(.down)), 0), frameCount - 1))
    }
    for (before, after) in zip(touches, touches.dropFirst()) { keepParting(before.endIndex..<after.startIndex) }
  }

  /// Runs of source frames in which the lips touch.
  private static func touches(_ gaps: [Float]) -> [Range<Int>] {
    var touches: [Range<Int>] = []
    var start = 0
    while start < gaps.count {
      guard gaps[start] <= LipReadout.closedGap else {
        start += 1
        continue
      }
      var end = start + 1
      while end < gaps.count, gaps[end] <= LipReadout.closedGap { end += 1 }
      touches.append(start..<end)
      start = end
    }
    return touches
  }

  private mutating func hold(_ source: Int, at frame: Int) {
    frames[frame] = source
    shown[frame] = gaps[source]
  }

  /// `parting`: source frames between two touches.
  private mutating func keepParting(_ parting: Range<Int>) {
    guard let widest = parting.max(by: { gaps[$0] < gaps[$1] }), gaps[widest] > LipReadout.openGap else { return }
    let (first, last) = (
      max(Int(place(parting.lowerBound - 1)), 0), min(Int(place(parting.upperBound)) + 1, frameCount - 1)
    )
    guard first <= last, !shown[first...last].contains(where: { $0 > LipReadout.openGap }) else { return }
    let candidates = (first...last).sorted { abs(Double($0) - place(widest)) < abs(Double($1) - place(widest)) }
    func touches(_ range: Range<Int>) -> Bool {
      range.clamped(to: 0..<frameCount).contains { shown[$0] <= LipReadout.closedGap }
    }
    let kept = candidates.first {
      touches($0 - Self.reach..<$0) && touches($0 + 1..<$0 + 1 + Self.reach)
    }
    if let kept { hold(widest, at: kept) }
  }
}
