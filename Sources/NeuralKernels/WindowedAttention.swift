internal import CVectorMath

/// Multi-head self-attention over a sliding window: query t sees keys t − left … t + right, with a learned bias for each
/// head and offset. Cost is linear in the length, and a stream needs only the window.
package struct WindowedAttention: Sendable {
  package struct State: Sendable {
    /// Queries, keys and values `[tokens, 3 · width]` from `firstKey` on.
    fileprivate var projected: Matrix
    /// Working memory, used again for every block.
    fileprivate var latest: Matrix
    fileprivate var mixed: Matrix
    fileprivate var scores: [Float] = []
    fileprivate var firstKey = 0
    fileprivate var nextQuery = 0
  }

  private let width: Int
  private let heads: Int
  private let left: Int
  private let right: Int
  private let projection: Linear
  private let output: Linear
  /// `[heads, left + right + 1]`; offset 0 is the oldest key.
  private let offsetBias: [Float]

  package init(
    _ shelf: inout TensorShelf, _ name: String, width: Int, heads: Int, left: Int, right: Int
  ) throws(KernelError) {
    self.width = width
    self.heads = heads
    self.left = left
    self.right = right
    projection = try Linear(&shelf, name + ".qkv", inputs: width, outputs: 3 * width)
    output = try Linear(&shelf, name + ".out", inputs: width, outputs: width)
    offsetBias = try shelf.take(name + ".offset_bias", [heads, left + right + 1])
  }

  package func makeState() -> State {
    State(
      projected: Matrix(rows: 0, columns: 3 * width), latest: Matrix(rows: 0, columns: 3 * width),
      mixed: Matrix(rows: 0, columns: width))
  }

  /// Takes normalised rows, adds the attention of every query that has its whole window (all of them when `isLast`) to
  /// the front of `residual`; returns how many rows are now done.
  package func push(_ rows: Matrix, isLast: Bool, residual: inout Matrix, _ state: inout State) -> Int {
    projection.apply(rows, into: &state.latest)
    state.projected.append(state.latest)
    let known = state.firstKey + state.projected.rows
    let end = isLast ? known : max(state.nextQuery, known - right)
    let ready = end - state.nextQuery
    guard ready > 0 else { return 0 }
    state.mixed.reshape(rows: ready)
    var start = state.nextQuery
    while start < end {
      let stop = min(start + Self.block, end)
      attend(start..<stop, known: known, row: start - state.nextQuery, &state)
      start = stop
    }
    output.add(state.mixed, to: &residual)
    state.nextQuery = end
    let obsolete = max(0, end - left - state.firstKey)
    state.projected.removeFirst(obsolete)
    state.firstKey += obsolete
    return ready
  }

  /// Queries a product of matrices takes at once: the band of keys they share is then about as wide as the window.
  private static let block = 48

  private func attend(_ queries: Range<Int>, known: Int, row: Int, _ state: inout State) {
    let firstKey = max(0, queries.lowerBound - left)
    let keys = min(known, queries.upperBound + right) - firstKey
    let depth = width / heads
    let stride = 3 * width
    let factor = 1 / Float(depth).squareRoot()
    let queryRow = queries.lowerBound - state.firstKey
    let keyRow = firstKey - state.firstKey
    let wanted = queries.count * keys
    if state.scores.count < wanted {
      state.scores.append(contentsOf: repeatElement(0, count: wanted - state.scores.count))
    }
    state.scores.withUnsafeMutableBufferPointer { scores in
      state.projected.withValues { projected in
        state.mixed.withValues { mixed in
          let queryBase = projected.baseAddress! + queryRow * stride
          let keyBase = projected.baseAddress! + keyRow * stride + width
          for head in 0..<heads {
            BLAS.multiply(
              rows: queries.count, columns: keys, inner: depth, alpha: factor, queryBase + head * depth, stride: stride,
              keyBase + head * depth, stride: stride, transposed: true, into: scores.baseAddress!, stride: keys)
            for query in queries {
              let line = UnsafeMutableBufferPointer(
                start: scores.baseAddress! + (query - queries.lowerBound) * keys, count: keys)
              weigh(line, query: query, firstKey: firstKey, known: known, head: head)
            }
            BLAS.multiply(
              rows: queries.count, columns: depth, inner: keys, scores.baseAddress!, stride: keys,
              keyBase + width + head * depth, stride: stride, transposed: false,
              into: mixed.baseAddress! + row * width + head * depth, stride: width)
          }
        }
      }
    }
  }

  /// Scores of one query → attention weights; keys outside its window get none.
  private func weigh(_ line: UnsafeMutableBufferPointer<Float>, query: Int, firstKey: Int, known: Int, head: Int) {
    let from = max(0, query - left) - firstKey
    let to = min(known, query + right + 1) - firstKey
    let bias = head * (left + right + 1) + (firstKey - query + left)
    for key in 0..<from { line[key] = 0 }
    for key in from..<to { line[key] += offsetBias[bias + key] }
    for key in to..<line.count { line[key] = 0 }
    mien_softmax(line.baseAddress! + from, to - from)
  }
}
