internal import CVectorMath

/// Pre-normalised attention and feed-forward with SiLU, both added to their input; fed rows as they come.
package struct TransformerLayer: Sendable {
  package struct State: Sendable {
    fileprivate var attention: WindowedAttention.State
    /// Inputs whose attention still waits for keys to their right.
    fileprivate var residual: Matrix
    /// Working memory, used again for every block.
    fileprivate var normalised: Matrix
    fileprivate var hidden: Matrix
  }

  private let attentionNorm: LayerNorm
  private let attention: WindowedAttention
  private let feedNorm: LayerNorm
  private let feedIn: Linear
  private let feedOut: Linear

  package init(
    _ shelf: inout TensorShelf, _ name: String, width: Int, heads: Int, feedForward: Int, left: Int, right: Int
  ) throws(KernelError) {
    attentionNorm = try LayerNorm(&shelf, name + ".attention_norm", width: width)
    attention = try WindowedAttention(
      &shelf, name + ".attention", width: width, heads: heads, left: left, right: right)
    feedNorm = try LayerNorm(&shelf, name + ".feed_norm", width: width)
    feedIn = try Linear(&shelf, name + ".feed_in", inputs: width, outputs: feedForward)
    feedOut = try Linear(&shelf, name + ".feed_out", inputs: feedForward, outputs: width)
  }

  package func makeState() -> State {
    State(
      attention: attention.makeState(), residual: Matrix(rows: 0, columns: feedOut.outputs),
      normalised: Matrix(rows: 0, columns: feedOut.outputs), hidden: Matrix(rows: 0, columns: feedIn.outputs))
  }

  /// Rows that are finished; with `isLast` all that were ever pushed.
  package func push(_ rows: Matrix, isLast: Bool, _ state: inout State) -> Matrix {
    state.residual.append(rows)
    attentionNorm.apply(rows, into: &state.normalised)
    let ready = attention.push(state.normalised, isLast: isLast, residual: &state.residual, &state.attention)
    var done = Matrix(rows: 0, columns: rows.columns)
    done.append(state.residual.values.prefix(ready * rows.columns))
    state.residual.removeFirst(ready)
    feedNorm.apply(done, into: &state.normalised)
    feedIn.apply(state.normalised, into: &state.hidden)
    state.hidden.withValues { mien_silu($0.baseAddress, $0.count) }
    feedOut.add(state.hidden, to: &done)
    return done
  }
}
