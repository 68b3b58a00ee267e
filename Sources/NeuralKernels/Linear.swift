/// `y = x · Wᵀ + b`, weights `[outputs, inputs]` as PyTorch stores them.
public struct Linear: Sendable {
  public let inputs: Int
  public let outputs: Int
  private let weight: [Float]
  private let bias: [Float]

  /// - Throws: ``KernelError`` where `name.weight` or `name.bias` is missing or misshapen.
  public init(_ shelf: inout TensorShelf, _ name: String, inputs: Int, outputs: Int) throws(KernelError) {
    self.inputs = inputs
    self.outputs = outputs
    weight = try shelf.take(name + ".weight", [outputs, inputs])
    bias = try shelf.take(name + ".bias", [outputs])
  }

  public func callAsFunction(_ x: Matrix) -> Matrix {
    precondition(x.columns == inputs)
    var y = Matrix(rows: x.rows, columns: outputs)
    apply(x.values, rows: x.rows, into: &y.values, addingTo: false)
    return y
  }

  /// `residual += x · Wᵀ + b`
  public func add(_ x: Matrix, to residual: inout Matrix) {
    precondition(x.columns == inputs && residual.columns == outputs && residual.rows == x.rows)
    apply(x.values, rows: x.rows, into: &residual.values, addingTo: true)
  }

  private func apply(_ x: [Float], rows: Int, into y: inout [Float], addingTo: Bool) {
    guard rows > 0 else { return }
    y.withUnsafeMutableBufferPointer { y in
      bias.withUnsafeBufferPointer { bias in
        for row in 0..<rows {
          let start = row * outputs
          for column in 0..<outputs { y[start + column] = (addingTo ? y[start + column] : 0) + bias[column] }
        }
      }
      x.withUnsafeBufferPointer { x in
        weight.withUnsafeBufferPointer { weight in
          BLAS.multiply(
            rows: rows, columns: outputs, inner: inputs, x.baseAddress!, stride: inputs, weight.baseAddress!,
            stride: inputs, transposed: true, beta: 1, into: y.baseAddress!, stride: outputs)
        }
      }
    }
  }
}
