/// Points and directions as four lanes, the last of which is not part of them.
extension SIMD4<Float> {
  @inline(__always)
  func dot3(_ other: SIMD4<Float>) -> Float { x * other.x + y * other.y + z * other.z }

  @inline(__always)
  func cross3(_ b: SIMD4<Float>) -> SIMD4<Float> {
    SIMD4(y * b.z - z * b.y, z * b.x - x * b.z, x * b.y - y * b.x, 0)
  }

  @inline(__always)
  var length3: Float { dot3(self).squareRoot() }

  /// Of length 1; forward where it has none.
  @inline(__always)
  var unit3: SIMD4<Float> {
    let square = dot3(self)
    guard square > 1e-30 else { return SIMD4(0, 0, 1, 0) }
    let scaled = self * (1 / square.squareRoot())
    return SIMD4(scaled.x, scaled.y, scaled.z, 0)
  }

  @inline(__always)
  init(_ v: SIMD3<Float>) { self.init(v.x, v.y, v.z, 0) }

  @inline(__always)
  var xyz: SIMD3<Float> { SIMD3(x, y, z) }

  @inline(__always)
  var bits: SIMD4<Int32> { unsafeBitCast(self, to: SIMD4<Int32>.self) }

  /// Lanes below 0 become 0. By their sign bits, since the standard library's pointwise maximum goes lane by lane.
  @inline(__always)
  var atLeast0: SIMD4<Float> { unsafeBitCast(bits & ~(bits &>> 31), to: SIMD4<Float>.self) }

  /// The lesser of two, lane by lane.
  @inline(__always)
  func least(_ other: SIMD4<Float>) -> SIMD4<Float> { self - (self - other).atLeast0 }

  @inline(__always)
  func greatest(_ other: SIMD4<Float>) -> SIMD4<Float> { self + (other - self).atLeast0 }
}
