internal import Foundation

/// How late the lips are: the shift at which their gap is most like the one that is heard.
struct LipLag {
  /// Positive where the lips come after the sound.
  let milliseconds: Double
  /// Correlation at that shift, −1…1.
  let likeness: Double

  /// Frames that are tried to either side.
  private static let mostFrames = 10
  /// Shorter speech says nothing of it, frames.
  private static let leastFrames = 40

  /// nil where there is too little speech, or it does not move.
  init?(heard: [Float], shown: [Float], spoken: [Bool]) {
    let count = min(heard.count, shown.count, spoken.count)
    guard let first = spoken.prefix(count).firstIndex(of: true), let last = spoken.prefix(count).lastIndex(of: true),
      last - first >= Self.leastFrames
    else { return nil }
    let (start, end) = (max(0, first - Self.mostFrames), min(count, last + Self.mostFrames))
    let scores = (-Self.mostFrames...Self.mostFrames).map { shift -> Double in
      let frames = max(start, -shift, 0)..<min(end, count - max(0, shift))
      return Self.correlation(heard[frames], shown[frames.lowerBound + shift..<frames.upperBound + shift])
    }
    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[best] > 0 else { return nil }
    var shift = Double(best - Self.mostFrames)
    if best > 0, best < scores.count - 1 {
      let (before, after) = (scores[best - 1], scores[best + 1])
      let bend = before - 2 * scores[best] + after
      if bend < 0 { shift += 0.5 * (before - after) / bend }
    }
    milliseconds = shift * 1000 / QualityMeter.framesASecond
    likeness = scores[best]
  }

  private static func correlation(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
    let count = Double(a.count)
    guard count > 1 else { return 0 }
    let (meanA, meanB) = (Double(a.reduce(0, +)) / count, Double(b.reduce(0, +)) / count)
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      let (dx, dy) = (Double(x) - meanA, Double(y) - meanB)
      ab += dx * dy
      aa += dx * dx
      bb += dy * dy
    }
    return aa > 0 && bb > 0 ? ab / (aa * bb).squareRoot() : 0
  }
}
