internal import CVectorMath

/// Scores as shares that sum to 1.
package enum Softmax {
  /// Turns each row of `width` scores into shares, in place.
  package static func normalise(_ scores: inout [Float], width: Int) {
    precondition(scores.count % width == 0)
    scores.withUnsafeMutableBufferPointer { scores in
      for start in stride(from: 0, to: scores.count, by: width) { mien_softmax(scores.baseAddress! + start, width) }
    }
  }
}
