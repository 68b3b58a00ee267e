internal import Foundation

/// 80 triangles from 20 to 7,600 Hz on the HTK mel scale, stored sparsely: each bin feeds at most two bands.
struct MelFilterBank: Sendable {
  static let bands = 80
  static let lowHertz = 20.0
  static let highHertz = 7600.0

  /// For each band, its first bin and the weights from there.
  let firstBins: [Int]
  let weights: [[Float]]

  init(bins: Int, hertzPerBin: Double) {
    func mel(_ hertz: Double) -> Double { 2595 * log10(1 + hertz / 700) }
    let (low, high) = (mel(Self.lowHertz), mel(Self.highHertz))
    let edges = (0..<(Self.bands + 2)).map { index in
      700 * (pow(10, (low + (high - low) * Double(index) / Double(Self.bands + 1)) / 2595) - 1)
    }
    var firstBins: [Int] = []
    var weights: [[Float]] = []
    for band in 0..<Self.bands {
      let values = (0..<bins).map { bin -> Float in
        let hertz = Double(bin) * hertzPerBin
        let rising = (hertz - edges[band]) / max(edges[band + 1] - edges[band], 1e-3)
        let falling = (edges[band + 2] - hertz) / max(edges[band + 2] - edges[band + 1], 1e-3)
        return Float(max(0, min(rising, falling)))
      }
      let first = values.firstIndex { $0 > 0 } ?? 0
      let last = values.lastIndex { $0 > 0 } ?? first - 1
      firstBins.append(first)
      weights.append(first <= last ? Array(values[first...last]) : [])
    }
    self.firstBins = firstBins
    self.weights = weights
  }
}
