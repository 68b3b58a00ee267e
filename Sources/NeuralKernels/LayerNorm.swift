/// Normalises each row to mean 0 and variance 1, then scales and shifts it. Epsilon 1e-5, as PyTorch.
public struct LayerNorm: Sendable {
  private let scale: [Float]
  private let shift: [Float]

  public init(_ shelf: inout TensorShelf, _ name: String, width: Int) throws(KernelError) {
    scale = try shelf.take(name + ".weight", [width])
    shift = try shelf.take(name + ".bias", [width])
  }

  public func callAsFunction(_ x: Matrix) -> Matrix {
    let width = scale.count
    precondition(x.columns == width)
    var y = x
    y.values.withUnsafeMutableBufferPointer { y in
      scale.withUnsafeBufferPointer { scale in
        shift.withUnsafeBufferPointer { shift in
          for row in 0..<x.rows {
            let base = row * width
            var sum: Float = 0
            for column in 0..<width { sum += y[base + column] }
            let mean = sum / Float(width)
            var squares: Float = 0
            for column in 0..<width {
              let centred = y[base + column] - mean
              squares += centred * centred
            }
            let factor = 1 / (squares / Float(width) + 1e-5).squareRoot()
            for column in 0..<width {
              y[base + column] = (y[base + column] - mean) * factor * scale[column] + shift[column]
            }
          }
        }
      }
    }
    return y
  }
}
