internal import SceneFiles

/// 4 × 4 in registers.
struct Matrix4: Sendable {
  var c0: SIMD4<Float>
  var c1: SIMD4<Float>
  var c2: SIMD4<Float>
  var c3: SIMD4<Float>

  init(_ c0: SIMD4<Float>, _ c1: SIMD4<Float>, _ c2: SIMD4<Float>, _ c3: SIMD4<Float>) {
    (self.c0, self.c1, self.c2, self.c3) = (c0, c1, c2, c3)
  }

  init(_ matrix: SceneMatrix) {
    self.init(matrix.columns[0], matrix.columns[1], matrix.columns[2], matrix.columns[3])
  }

  /// Of a point; the last lane is 1 where the matrix keeps points.
  @inline(__always)
  func point(_ p: SIMD4<Float>) -> SIMD4<Float> { c0 * p.x + c1 * p.y + (c2 * p.z + c3) }

  @inline(__always)
  func direction(_ d: SIMD4<Float>) -> SIMD4<Float> { c0 * d.x + c1 * d.y + c2 * d.z }
}
