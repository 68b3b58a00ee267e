internal import SceneFiles

/// What a target does, told without names: where, how far around and which way.
struct TargetMotion {
  /// Middle of what it moves.
  var center: SIMD3<Float>
  /// Mean displacement, the greatest being 1 long.
  let direction: SIMD3<Float>
  /// How far from the middle, on each axis.
  var spread: SIMD3<Float>

  init(_ target: MorphTarget, _ positions: [SIMD3<Float>]) {
    var center = SIMD3<Float>.zero
    var square = SIMD3<Float>.zero
    var sum = SIMD3<Float>.zero
    var energy: Float = 0
    var length: Float = 0
    var greatest: Float = 0
    for (index, move) in zip(target.indices, target.displacements) {
      let weight = (move * move).sum()
      let place = positions[Int(index)]
      center += place * weight
      energy += weight
      sum += move * weight.squareRoot()
      length += weight.squareRoot()
      greatest = max(greatest, weight)
    }
    center /= max(energy, .leastNormalMagnitude)
    for (index, move) in zip(target.indices, target.displacements) {
      let offset = positions[Int(index)] - center
      square += offset * offset * (move * move).sum()
    }
    self.center = center
    direction = sum / max(length * greatest.squareRoot(), .leastNormalMagnitude)
    spread = (square / max(energy, .leastNormalMagnitude)).squareRoot()
  }
}
