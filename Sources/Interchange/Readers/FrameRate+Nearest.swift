internal import FaceCurves

extension FrameRate {
  /// Decimals as which files write the rates of broadcast, whose fractions they are.
  private static let broadcast = ["23.976", "29.97", "47.95", "59.94", "119.88"].compactMap {
    try? FrameRate(parsing: $0)
  }

  /// The exact rate that a decimal out of a file stands for: 29.97002997 is 30000/1001. nil for what is no rate from 1 to 1000.
  init?(nearest framesPerSecond: Double) {
    guard framesPerSecond.isFinite, (1...1000).contains(framesPerSecond) else { return nil }
    if let known = Self.broadcast.first(where: { abs($0.framesPerSecond - framesPerSecond) < 2e-3 }) {
      self = known
    } else if let rate = try? FrameRate(parsing: "\(framesPerSecond)") {
      self = rate
    } else {
      return nil
    }
  }
}
