internal import CVectorMath

/// Row-major `rows × columns` Float32 values in one contiguous buffer.
package struct Matrix: Sendable {
  package let columns: Int
  package private(set) var rows: Int
  package private(set) var values: [Float]

  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    values = [Float](repeating: 0, count: rows * columns)
  }

  package init(rows: Int, columns: Int, values: [Float]) {
    precondition(values.count == rows * columns, "\(values.count) values are not \(rows) × \(columns)")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Makes it `rows` long without giving memory back: a buffer that is used again and again. Contents are unspecified.
  mutating func reshape(rows: Int) {
    let count = rows * columns
    if count < values.count {
      values.removeLast(values.count - count)
    } else {
      values.append(contentsOf: repeatElement(0, count: count - values.count))
    }
    self.rows = rows
  }

  package mutating func append(_ other: Matrix) {
    precondition(columns == other.columns)
    values.append(contentsOf: other.values)
    rows += other.rows
  }

  /// Appends rows from a contiguous, row-major buffer.
  package mutating func append(_ rowValues: some Collection<Float>) {
    precondition(rowValues.count % columns == 0)
    values.append(contentsOf: rowValues)
    rows += rowValues.count / columns
  }

  /// Drops the first `count` rows.
  mutating func removeFirst(_ count: Int) {
    values.removeFirst(count * columns)
    rows -= count
  }

  /// Adds a row of values to every row.
  package mutating func addToRows(_ row: [Float]) {
    precondition(row.count == columns)
    for start in stride(from: 0, to: values.count, by: columns) {
      for column in 0..<columns { values[start + column] += row[column] }
    }
  }

  /// x · sigmoid(x), in place.
  package mutating func applySiLU() { withValues { mien_silu($0.baseAddress, $0.count) } }

  mutating func withValues<Result>(_ body: (UnsafeMutableBufferPointer<Float>) -> Result) -> Result {
    values.withUnsafeMutableBufferPointer { body($0) }
  }
}
