/// `HH:MM:SS:FF.mmm`, FF counting sixtieths (or frames of a stated rate) and mmm thousandths of one.
struct LiveLinkTimecode: Equatable {
  let wholeSeconds: Int
  let frames: Double

  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 4, let hours = Int(parts[0]), let minutes = Int(parts[1]), let seconds = Int(parts[2]),
      let frames = Double(parts[3]), (0..<100).contains(hours), (0..<60).contains(minutes), (0..<60).contains(seconds),
      frames >= 0, frames < 1000
    else { return nil }
    wholeSeconds = (hours * 60 + minutes) * 60 + seconds
    self.frames = frames
  }

  func seconds(framesPerSecond: Double) -> Double { Double(wholeSeconds) + frames / framesPerSecond }
}
