/// Frames in which the lips are shut for a bilabial.
package struct LipClosure: Sendable, Hashable {
  package let frames: Range<Int>
  /// m hums through shut lips; p and b are silent behind them.
  package let isNasal: Bool

  package init(frames: Range<Int>, isNasal: Bool = false) {
    self.frames = frames
    self.isNasal = isNasal
  }
}
