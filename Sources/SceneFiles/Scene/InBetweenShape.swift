/// A shape on the way to a target's: what the whole target adds while its weight is `weight`.
package struct InBetweenShape: Sendable {
  package var weight: Float
  /// Strictly increasing.
  package var indices: [UInt32]
  package var displacements: [SIMD3<Float>]
  /// Changes of the normals at `indices`, or empty.
  package var normalDisplacements: [SIMD3<Float>]

  package init(
    weight: Float, indices: [UInt32], displacements: [SIMD3<Float>], normalDisplacements: [SIMD3<Float>] = []
  ) {
    self.weight = weight
    self.indices = indices
    self.displacements = displacements
    self.normalDisplacements = normalDisplacements
  }
}
