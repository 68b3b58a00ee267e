/// Pre-normalised attention and feed-forward with SiLU, both added to their input; fed rows as they come.
public struct TransformerLayer: Sendable {
  public struct State: Sendable {
    fileprivate var attention: WindowedAttention.State
    /// Inputs whose attention still waits for keys to their right.
    fileprivate var residual: Matrix
  }

  private let attentionNorm: LayerNorm
  private let attention: WindowedAttention
  private let feedNorm: LayerNorm
  private let feedIn: Linear
  private let feedOut: Linear

  public init(
    _ shelf: inout TensorShelf, _ name: String, width: Int, heads: Int, feedForward: Int, left: Int, right: Int
  ) throws(KernelError) {
    attentionNorm = try LayerNorm(&shelf, name + ".attention_norm", width: width)
    attention = try WindowedAttention(
      &shelf, name + ".attention", width: width, heads: heads, left: left, right: right)
    feedNorm = try LayerNorm(&shelf, name + ".feed_norm", width: width)
    feedIn = try Linear(&shelf, name + ".feed_in", inputs: width, outputs: feedForward)
    feedOut = try Linear(&shelf, name + ".feed_out", inputs: feedForward, outputs: width)
  }

  public func makeState() -> State {
    State(attention: attention.makeState(), residual: Matrix(rows: 0, columns: feedOut.outputs))
  }

  /// Rows that are finished; with `isLast` all that were ever pushed.
  public func push(_ rows: Matrix, isLast: Bool, _ state: inout State) -> Matrix {
    state.residual.append(rows)
    let ready = attention.push(attentionNorm(rows), isLast: isLast, residual: &state.residual, &state.attention)
    var done = state.residual.rows(0..<ready)
    state.residual.removeFirst(ready)
    var hidden = feedIn(feedNorm(done))
    hidden.values.withUnsafeMutableBufferPointer { Activations.silu($0) }
    feedOut.add(hidden, to: &done)
    return done
  }
}
