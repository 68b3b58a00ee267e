/// Which triangle is nearest at four places in each pixel of some rows: a turned grid, so that edges that are nearly
/// upright or level are as smooth as others.
final class SampleGrid {
  static let offsetsX = SIMD4<Float>(-0.125, 0.375, -0.375, 0.125)
  static let offsetsY = SIMD4<Float>(-0.375, -0.125, 0.125, 0.375)

  let width: Int
  let rows: Int
  /// 1 / distance, 0 where there is nothing.
  let near: Buffer<SIMD4<Float>>
  /// Each a ``TriangleMark``; 0 where there is none.
  let triangles: Buffer<SIMD4<UInt32>>

  init(width: Int, rows: Int) {
    (self.width, self.rows) = (width, rows)
    near = Buffer(width * rows, .zero)
    triangles = Buffer(width * rows, .zero)
  }

  func clear() {
    near.base.update(repeating: .zero, count: width * rows)
    triangles.base.update(repeating: .zero, count: width * rows)
  }

  /// Draws a triangle where it is nearer than what is there. `firstRow`: of the picture, the grid's first.
  @inline(__always)
  func draw(_ triangle: borrowing ScreenTriangle, number: UInt32, firstRow: Int, isHole: ((Int, Int) -> Bool)? = nil) {
    let top = max(Int(triangle.top), firstRow)
    let bottom = min(Int(triangle.bottom), firstRow + rows - 1)
    guard top <= bottom else { return }
    let (left, right) = (Int(triangle.left), Int(triangle.right))
    let (across, down) = (triangle.across, triangle.down)
    let start = triangle.origin + down * Float(top - Int(triangle.top))
    var rowA = Self.offsetsX * across.x + (Self.offsetsY * down.x + start.x)
    var rowB = Self.offsetsX * across.y + (Self.offsetsY * down.y + start.y)
    var rowC = Self.offsetsX * across.z + (Self.offsetsY * down.z + start.z)
    var rowNear = Self.offsetsX * across.w + (Self.offsetsY * down.w + start.w)
    let mark = SIMD4<UInt32>(repeating: number)
    let (near, triangles) = (near.base, triangles.base)
    var y = top
    while y <= bottom {
      var (a, b, c, z) = (rowA, rowB, rowC, rowNear)
      let row = (y &- firstRow) &* width
      var x = left
      while x <= right {
        let there = near[row &+ x]
        // A sign bit anywhere says that a sample lies outside an edge or behind what is there.
        let misses = (a.bits | b.bits | c.bits | (z - there).bits) &>> 31
        // Without a branch: whether a pixel is hit is hard to foretell, and storing what was there costs less.
        if isHole == nil || (misses != SIMD4(repeating: -1) && isHole?(x, y) != true) {
          near[row &+ x] = unsafeBitCast((there.bits & misses) | (z.bits & ~misses), to: SIMD4<Float>.self)
          let marks = unsafeBitCast(misses, to: SIMD4<UInt32>.self)
          triangles[row &+ x] = (triangles[row &+ x] & marks) | (mark & ~marks)
        }
        a += across.x
        b += across.y
        c += across.z
        z += across.w
        x &+= 1
      }
      rowA += down.x
      rowB += down.y
      rowC += down.z
      rowNear += down.w
      y &+= 1
    }
  }
}
