internal import Phonetics

/// Square roots of how likely each phone is, a row a moment: their products tell how much alike two moments sound
/// (Bhattacharyya's coefficient).
struct SoundGrid: Sendable {
  private let width: Int
  private let roots: [Float]

  /// Moments.
  var count: Int { roots.count / width }

  init(_ phones: PhoneTrack) {
    width = phones.phoneCount
    roots = phones.probabilities.map { max($0, 0).squareRoot() }
  }

  private init(width: Int, roots: [Float]) {
    self.width = width
    self.roots = roots
  }

  /// How much alike two moments sound, 0…1.
  func likeness(_ moment: Int, _ other: SoundGrid, _ otherMoment: Int) -> Float {
    roots.withUnsafeBufferPointer { a in
      other.roots.withUnsafeBufferPointer { b in
        var sum: Float = 0
        let (first, second) = (moment * width, otherMoment * width)
        for index in 0..<width { sum += a[first + index] * b[second + index] }
        return min(sum, 1)
      }
    }
  }

  /// Two moments in one.
  func halved() -> SoundGrid {
    let half = (count + 1) / 2
    var halves = [Float](repeating: 0, count: half * width)
    for moment in 0..<half {
      let second = min(2 * moment + 1, count - 1)
      for index in 0..<width {
        let (a, b) = (roots[2 * moment * width + index], roots[second * width + index])
        halves[moment * width + index] = ((a * a + b * b) / 2).squareRoot()
      }
    }
    return SoundGrid(width: width, roots: halves)
  }
}
