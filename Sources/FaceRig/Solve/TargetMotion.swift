internal import SceneFiles

/// Where a target moves a head.
struct TargetMotion {
  /// Middle of what it moves, each vertex by the square of how far.
  let center: SIMD3<Float>

  init(_ target: MorphTarget, _ positions: [SIMD3<Float>]) {
    var center = SIMD3<Float>.zero
    var energy: Float = 0
    for (index, move) in zip(target.indices, target.displacements) {
      let weight = (move * move).sum()
      center += positions[Int(index)] * weight
      energy += weight
    }
    self.center = center / max(energy, .leastNormalMagnitude)
  }
}
