/// Row-major `rows × columns` Float32 values in one contiguous buffer.
public struct Matrix: Sendable {
  public let columns: Int
  public private(set) var rows: Int
  public var values: [Float]

  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    values = [Float](repeating: 0, count: rows * columns)
  }

  public init(rows: Int, columns: Int, values: [Float]) {
    precondition(values.count == rows * columns, "\(values.count) values are not \(rows) × \(columns)")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Row `index` as a slice.
  public func row(_ index: Int) -> ArraySlice<Float> { values[index * columns..<(index + 1) * columns] }

  public mutating func append(_ other: Matrix) {
    precondition(columns == other.columns)
    values.append(contentsOf: other.values)
    rows += other.rows
  }

  /// Drops the first `count` rows.
  public mutating func removeFirst(_ count: Int) {
    values.removeFirst(count * columns)
    rows -= count
  }

  public mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
    rows = 0
  }

  /// Rows of a range, copied.
  public func rows(_ range: Range<Int>) -> Matrix {
    Matrix(rows: range.count, columns: columns, values: Array(values[range.lowerBound * columns..<range.upperBound * columns]))
  }
}
