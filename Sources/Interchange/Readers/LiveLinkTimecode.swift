internal import Foundation

/// `HH:MM:SS:FF.mmm`: FF counts frames of a base that the code does not say, mmm thousandths of one. A semicolon ahead of FF
/// says that numbers are dropped to keep up with the clock (SMPTE ST 12-1).
struct LiveLinkTimecode: Equatable {
  let wholeSeconds: Int
  let frames: Double
  let saysDropFrame: Bool

  init?(_ text: String) {
    let parts = text.split(whereSeparator: { $0 == ":" || $0 == ";" })
    let marks = text.filter { $0 == ":" || $0 == ";" }
    guard parts.count == 4, marks.count == 3, let hours = Int(parts[0]), let minutes = Int(parts[1]),
      let seconds = Int(parts[2]), let frames = SeparatedValues.number(String(parts[3])), (0..<100).contains(hours),
      (0..<60).contains(minutes), (0..<60).contains(seconds), frames >= 0, frames < 1000
    else { return nil }
    wholeSeconds = (hours * 60 + minutes) * 60 + seconds
    self.frames = frames
    saysDropFrame = marks.last == ";"
  }

  /// Number of the frame since midnight on a clock of `base` frames a second.
  /// - Parameter dropped: numbers that are left out at the start of each minute but every tenth.
  func frameNumber(base: Int, dropped: Int) -> Double {
    let minutes = wholeSeconds / 60
    return Double(wholeSeconds * base - dropped * (minutes - minutes / 10)) + frames
  }
}
