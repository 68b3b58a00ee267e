/// Picks keys and tangents for Hermite curves, all curves at once.
///
/// From a key on, the next one is tried farther and farther: its values are given, and the tangents at both ends are those of
/// least squares over the frames between. The farthest that keeps every frame within the tolerance becomes the key. Curves
/// that are sums of others (the lips' gap) fit as the sums of their fits, so a tolerance on them holds as well.
public struct CubicKeyFitter {
  /// Keys with the slopes around them, in units a frame.
  public struct Fit: Sendable {
    /// Frames that became keys, in order.
    public var frames: [Int] = []
    /// By key, by curve.
    public var slopesBefore: [[Float]] = []
    /// By key, by curve.
    public var slopesAfter: [[Float]] = []
  }

  private let tolerance: Float
  /// Frames beyond the last that fitted that are still tried.
  private static let patience = 2
  private static let longestSegment = 240

  /// A fitter that keeps every frame within `tolerance` of a whole shape.
  public init(tolerance: Float) { self.tolerance = tolerance }

  /// `rows`: values of all curves, a row a frame.
  public func fit(_ rows: [[Float]]) -> Fit {
    guard let first = rows.first else { return Fit() }
    let still = [Float](repeating: 0, count: first.count)
    var fit = Fit(frames: [0], slopesBefore: [still], slopesAfter: [])
    var key = 0
    while key < rows.count - 1 {
      var best = key + 1
      var slopes = straight(rows[key], rows[key + 1])
      var end = key + 2
      while end < rows.count, end - best <= Self.patience, end - key <= Self.longestSegment {
        if let found = tangents(rows, key, end) {
          best = end
          slopes = found
        }
        end += 1
      }
      fit.frames.append(best)
      fit.slopesAfter.append(slopes.start)
      fit.slopesBefore.append(slopes.end)
      key = best
    }
    fit.slopesAfter.append(still)
    return fit
  }

  private func straight(_ a: [Float], _ b: [Float]) -> (start: [Float], end: [Float]) {
    let rise = zip(a, b).map { $1 - $0 }
    return (rise, rise)
  }

  /// Slopes at both ends of a segment; nil where some frame of some curve strays.
  private func tangents(_ rows: [[Float]], _ start: Int, _ end: Int) -> (start: [Float], end: [Float])? {
    let length = Float(end - start)
    var basis: [(a: Float, b: Float, m0: Float, m1: Float)] = []
    var (s00, s01, s11): (Float, Float, Float) = (0, 0, 0)
    for frame in start + 1..<end {
      let u = Float(frame - start) / length
      let (u2, u3) = (u * u, u * u * u)
      let (m0, m1) = ((u3 - 2 * u2 + u) * length, (u3 - u2) * length)
      basis.append((2 * u3 - 3 * u2 + 1, 3 * u2 - 2 * u3, m0, m1))
      s00 += m0 * m0
      s01 += m0 * m1
      s11 += m1 * m1
    }
    let determinant = s00 * s11 - s01 * s01
    let count = rows[start].count
    var (slopes0, slopes1) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
    for curve in 0..<count {
      let (y0, y1) = (rows[start][curve], rows[end][curve])
      var (r0, r1): (Float, Float) = (0, 0)
      for (place, b) in basis.enumerated() {
        let rest = rows[start + 1 + place][curve] - b.a * y0 - b.b * y1
        r0 += b.m0 * rest
        r1 += b.m1 * rest
      }
      // One frame between leaves one tangent free: both share it, in opposite directions.
      let isSingle = basis.count == 1
      let m0 = isSingle ? r0 / (s00 + s11) : (r0 * s11 - r1 * s01) / determinant
      let m1 = isSingle ? r1 / (s00 + s11) : (r1 * s00 - r0 * s01) / determinant
      for (place, b) in basis.enumerated() {
        let value = b.a * y0 + b.b * y1 + b.m0 * m0 + b.m1 * m1
        if (value - rows[start + 1 + place][curve]).magnitude > tolerance { return nil }
      }
      slopes0[curve] = m0
      slopes1[curve] = m1
    }
    return (slopes0, slopes1)
  }
}
