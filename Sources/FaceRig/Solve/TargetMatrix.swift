internal import NeuralKernels
internal import SceneFiles

/// Targets as columns over the coordinates that any of them moves, and their products.
struct TargetMatrix {
  let count: Int
  /// Vertices that some target moves, increasing; three rows each.
  let vertices: [Int]
  /// Target after target, x, y, z of each vertex.
  private let values: [Float]

  /// Rows that are turned into double precision at a time, of whole vertices.
  private static let chunk = 1536

  init(_ targets: [MorphTarget], vertexCount: Int) {
    var isMoved = [Bool](repeating: false, count: vertexCount)
    for target in targets {
      for index in target.indices { isMoved[Int(index)] = true }
    }
    vertices = isMoved.indices.filter { isMoved[$0] }
    count = targets.count
    var place = [Int](repeating: 0, count: vertexCount)
    for (row, vertex) in vertices.enumerated() { place[vertex] = row }
    let rows = 3 * vertices.count
    var values = [Float](repeating: 0, count: count * rows)
    for (number, target) in targets.enumerated() {
      for (vertex, displacement) in zip(target.indices, target.displacements) {
        for axis in 0..<3 { values[number * rows + 3 * place[Int(vertex)] + axis] = displacement[axis] }
      }
    }
    self.values = values
  }

  var rows: Int { 3 * vertices.count }

  /// Products of all targets with each other, `count × count`.
  func gram() -> [Double] {
    var product = [Double](repeating: 0, count: count * count)
    forEachChunk { start, size, chunk in
      BLAS.accumulate(rows: count, columns: count, inner: size, chunk, chunk, into: &product)
    }
    return product
  }

  /// Products of `frames` movements with every target, `frames × count`; `fill` writes x, y, z of some of `vertices`
  /// for every frame, frame after frame.
  func products(frames: Int, fill: (_ places: Range<Int>, UnsafeMutablePointer<Double>) -> Void) -> [Double] {
    var product = [Double](repeating: 0, count: frames * count)
    var movement = [Double](repeating: 0, count: frames * Self.chunk)
    forEachChunk { start, size, chunk in
      movement.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        fill(start / 3..<(start + size) / 3, base)
        BLAS.accumulate(rows: frames, columns: count, inner: size, base, chunk, into: &product)
      }
    }
    return product
  }

  private func forEachChunk(_ body: (_ start: Int, _ size: Int, UnsafePointer<Double>) -> Void) {
    guard count > 0 else { return }
    var chunk = [Double](repeating: 0, count: count * Self.chunk)
    for start in stride(from: 0, to: rows, by: Self.chunk) {
      let size = min(Self.chunk, rows - start)
      chunk.withUnsafeMutableBufferPointer { chunk in
        values.withUnsafeBufferPointer { values in
          for target in 0..<count {
            for row in 0..<size { chunk[target * size + row] = Double(values[target * rows + start + row]) }
          }
        }
        chunk.baseAddress.map { body(start, size, $0) }
      }
    }
  }
}
