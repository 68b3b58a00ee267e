internal import CVectorMath

/// Normalises each row to mean 0 and variance 1, then scales and shifts it. Epsilon 1e-5, as PyTorch.
package struct LayerNorm: Sendable {
  private let scale: [Float]
  private let shift: [Float]

  package init(_ shelf: inout TensorShelf, _ name: String, width: Int) throws(KernelError) {
    scale = try shelf.take(name + ".weight", [width])
    shift = try shelf.take(name + ".bias", [width])
  }

  package func callAsFunction(_ x: Matrix) -> Matrix {
    var y = Matrix(rows: 0, columns: scale.count)
    apply(x, into: &y)
    return y
  }

  /// Writes the result into `y`, whose memory is used again.
  func apply(_ x: Matrix, into y: inout Matrix) {
    precondition(x.columns == scale.count)
    y.reshape(rows: x.rows)
    y.withValues { mien_layer_norm(x.values, scale, shift, $0.baseAddress, x.rows, scale.count) }
  }
}
