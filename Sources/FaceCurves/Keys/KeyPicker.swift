/// Picks the frames that straight lines between them need, all curves at once.
///
/// From a key on, each curve allows a range of slopes under which every frame passed stays within the tolerance; the line
/// to the next key must lie in all of them. The last frame for which it does becomes the key (the "cone" or swing-door
/// method; one pass, keys on the curves themselves).
public struct KeyPicker {
  private let tolerance: [Float]
  private var frames: [Int] = []
  private var anchor: [Float] = []
  private var lowest: [Float]
  private var highest: [Float]
  private var last: [Float] = []
  private var lastFrame = -1

  /// `tolerance`: how far each curve may stray.
  public init(tolerance: [Float]) {
    self.tolerance = tolerance
    lowest = [Float](repeating: -.infinity, count: tolerance.count)
    highest = [Float](repeating: .infinity, count: tolerance.count)
  }

  /// Takes the next frame's values; frames count from 0. `isKept`: the frame is a key in any case.
  public mutating func append(_ values: [Float], isKept: Bool = false) {
    let frame = lastFrame + 1
    defer {
      last = values
      lastFrame = frame
    }
    guard frame > 0 else {
      frames = [0]
      anchor = values
      return
    }
    if !fits(values, at: frame) { startSegment(from: last, at: lastFrame) }
    narrow(values, at: frame)
    if isKept { startSegment(from: values, at: frame) }
  }

  /// All keys, the first and the last frame among them.
  public func keys() -> [Int] {
    guard let end = frames.last, end < lastFrame else { return frames }
    return frames + [lastFrame]
  }

  private func fits(_ values: [Float], at frame: Int) -> Bool {
    let length = Float(frame - (frames.last ?? 0))
    for curve in values.indices {
      let slope = (values[curve] - anchor[curve]) / length
      if slope < lowest[curve] || slope > highest[curve] { return false }
    }
    return true
  }

  private mutating func narrow(_ values: [Float], at frame: Int) {
    let length = Float(frame - (frames.last ?? 0))
    guard length > 0 else { return }
    for curve in values.indices {
      let rise = values[curve] - anchor[curve]
      lowest[curve] = max(lowest[curve], (rise - tolerance[curve]) / length)
      highest[curve] = min(highest[curve], (rise + tolerance[curve]) / length)
    }
  }

  private mutating func startSegment(from values: [Float], at frame: Int) {
    if frames.last != frame { frames.append(frame) }
    anchor = values
    for curve in lowest.indices {
      lowest[curve] = -.infinity
      highest[curve] = .infinity
    }
  }
}
