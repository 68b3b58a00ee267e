/// Frames in which the lips are shut for a bilabial.
public struct LipClosure: Sendable, Hashable {
  public let frames: Range<Int>
  /// m hums through shut lips; p and b are silent behind them.
  public let isNasal: Bool

  public init(frames: Range<Int>, isNasal: Bool = false) {
    self.frames = frames
    self.isNasal = isNasal
  }
}
