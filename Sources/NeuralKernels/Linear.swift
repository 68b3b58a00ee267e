internal import CVectorMath

/// `y = x · Wᵀ + b`, weights stored `[outputs, inputs]` as PyTorch does, kept transposed: BLAS packs them faster so.
package struct Linear: Sendable {
  package let inputs: Int
  package let outputs: Int
  /// `[inputs, outputs]`.
  private let weight: [Float]
  private let bias: [Float]

  /// - Throws: ``KernelError`` where `name.weight` or `name.bias` is missing or misshapen.
  package init(_ shelf: inout TensorShelf, _ name: String, inputs: Int, outputs: Int) throws(KernelError) {
    self.inputs = inputs
    self.outputs = outputs
    let stored = try shelf.take(name + ".weight", [outputs, inputs])
    weight = [Float](unsafeUninitializedCapacity: stored.count) { weight, count in
      for input in 0..<inputs {
        for output in 0..<outputs { weight[input * outputs + output] = stored[output * inputs + input] }
      }
      count = stored.count
    }
    bias = try shelf.take(name + ".bias", [outputs])
  }

  package func callAsFunction(_ x: Matrix) -> Matrix {
    var y = Matrix(rows: 0, columns: outputs)
    apply(x, into: &y)
    return y
  }

  /// Writes the result into `y`, whose memory is used again.
  func apply(_ x: Matrix, into y: inout Matrix) {
    y.reshape(rows: x.rows)
    add(x, to: &y, firstRow: 0, accumulating: false)
  }

  /// Adds the result to rows of `residual` from `firstRow` on.
  package func add(_ x: Matrix, to residual: inout Matrix, firstRow: Int = 0) {
    add(x, to: &residual, firstRow: firstRow, accumulating: true)
  }

  private func add(_ x: Matrix, to y: inout Matrix, firstRow: Int, accumulating: Bool) {
    precondition(x.columns == inputs && y.columns == outputs && firstRow + x.rows <= y.rows)
    guard x.rows > 0 else { return }
    y.withValues { y in
      let start = y.baseAddress! + firstRow * outputs
      mien_set_bias(start, bias, x.rows, outputs, accumulating ? 1 : 0)
      BLAS.multiply(
        rows: x.rows, columns: outputs, inner: inputs, x.values, stride: inputs, weight, stride: outputs,
        transposed: false,
        beta: 1, into: start, stride: outputs)
    }
  }
}
