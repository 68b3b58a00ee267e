/// A one-dimensional convolution, kernel 3, padding 1, stride 1 or 2, followed by SiLU; fed rows as they come.
///
/// Weights are PyTorch's `[outputs, inputs, 3]`. Output t sees inputs stride·t − 1 … stride·t + 1, zeros outside.
public struct StreamingConvolution: Sendable {
  public struct State: Sendable {
    /// Rows that the next output still needs; the first one is the left padding.
    fileprivate var pending: Matrix
  }

  private let linear: Linear
  private let stride: Int
  private let inputs: Int

  public init(
    _ shelf: inout TensorShelf, _ name: String, inputs: Int, outputs: Int, stride: Int
  ) throws(KernelError) {
    let stored = try shelf.take(name + ".weight", [outputs, inputs, 3])
    var weight = [Float](repeating: 0, count: stored.count)
    for output in 0..<outputs {
      for input in 0..<inputs {
        for tap in 0..<3 {
          weight[(output * 3 + tap) * inputs + input] = stored[(output * inputs + input) * 3 + tap]
        }
      }
    }
    linear = Linear(
      inputs: 3 * inputs, outputs: outputs, weight: weight, bias: try shelf.take(name + ".bias", [outputs]))
    self.stride = stride
    self.inputs = inputs
  }

  public func makeState() -> State { State(pending: Matrix(rows: 1, columns: inputs)) }

  /// Outputs that the rows so far allow.
  public func push(_ rows: Matrix, _ state: inout State) -> Matrix {
    state.pending.append(rows)
    let ready = max(0, (state.pending.rows - 3) / stride + (state.pending.rows >= 3 ? 1 : 0))
    var output = Matrix(rows: ready, columns: linear.outputs)
    linear.apply(state.pending.values, rows: ready, inputStride: stride * inputs, into: &output.values, addingTo: false)
    output.values.withUnsafeMutableBufferPointer { Activations.silu($0) }
    state.pending.removeFirst(ready * stride)
    return output
  }

  /// The outputs that still see the last row, with zeros after it.
  public func finish(_ state: inout State) -> Matrix {
    push(Matrix(rows: 1, columns: inputs), &state)
  }
}
