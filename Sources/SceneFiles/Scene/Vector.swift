/// Places and directions in space.
extension SIMD3<Float> {
  @inlinable
  package func dot(_ other: SIMD3<Float>) -> Float { (self * other).sum() }

  @inlinable
  package func cross(_ b: SIMD3<Float>) -> SIMD3<Float> {
    SIMD3(y * b.z - z * b.y, z * b.x - x * b.z, x * b.y - y * b.x)
  }

  @inlinable
  package var length: Float { dot(self).squareRoot() }
}
