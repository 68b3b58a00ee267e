internal import CVectorMath

/// A one-dimensional convolution, kernel 3, padding 1, stride 1 or 2, followed by SiLU; fed rows as they come.
///
/// Weights are PyTorch's `[outputs, inputs, 3]`. Output t sees inputs stride·t − 1 … stride·t + 1, zeros outside.
package struct StreamingConvolution: Sendable {
  package struct State: Sendable {
    /// Rows that the next output still needs; the first one is the left padding.
    fileprivate var pending: Matrix
  }

  /// One `[outputs, inputs]` matrix a tap of the kernel.
  private let taps: [[Float]]
  private let bias: [Float]
  private let stride: Int
  private let inputs: Int
  private let outputs: Int

  package init(
    _ shelf: inout TensorShelf, _ name: String, inputs: Int, outputs: Int, stride: Int
  ) throws(KernelError) {
    let stored = try shelf.take(name + ".weight", [outputs, inputs, 3])
    taps = (0..<3).map { tap in (0..<outputs * inputs).map { stored[$0 * 3 + tap] } }
    bias = try shelf.take(name + ".bias", [outputs])
    self.stride = stride
    self.inputs = inputs
    self.outputs = outputs
  }

  package func makeState() -> State { State(pending: Matrix(rows: 1, columns: inputs)) }

  /// Outputs that the rows so far allow.
  package func push(_ rows: Matrix, _ state: inout State) -> Matrix {
    state.pending.append(rows)
    let ready = max(0, (state.pending.rows - 3) / stride + (state.pending.rows >= 3 ? 1 : 0))
    var output = Matrix(rows: ready, columns: outputs)
    guard ready > 0 else { return output }
    output.withValues { output in
      mien_set_bias(output.baseAddress!, bias, ready, outputs, 0)
      state.pending.withValues { input in
        for (tap, weight) in taps.enumerated() {
          BLAS.multiply(
            rows: ready, columns: outputs, inner: inputs, input.baseAddress! + tap * inputs, stride: stride * inputs,
            weight, stride: inputs, transposed: true, beta: 1, into: output.baseAddress!, stride: outputs)
        }
      }
      mien_silu(output.baseAddress!, output.count)
    }
    state.pending.removeFirst(ready * stride)
    return output
  }

  /// Outputs that the rows so far allow; with `isLast` all that were still missing.
  package func push(_ rows: Matrix, isLast: Bool, _ state: inout State) -> Matrix {
    var output = push(rows, &state)
    if isLast { output.append(finish(&state)) }
    return output
  }

  /// The outputs that still see the last row, with zeros after it.
  package func finish(_ state: inout State) -> Matrix {
    push(Matrix(rows: 1, columns: inputs), &state)
  }
}
