/// A target that corrects another one on its way: its weight is 1 where the other's is `peak`, falls in straight lines to 0
/// at `lower` and `upper`, and stays there.
package struct InBetweenCorrection: Sendable, Equatable {
  /// The corrected target's number in its mesh.
  package let corrected: Int
  /// The correcting one's.
  package let target: Int
  package let lower: Float
  package let peak: Float
  package let upper: Float

  /// Its weight while the corrected target has that one.
  package func weight(at weight: Float) -> Float {
    if weight <= lower || weight >= upper { return 0 }
    return weight < peak ? (weight - lower) / (peak - lower) : (upper - weight) / (upper - peak)
  }
}

extension MorphTarget {
  /// The target with what each of its shapes moves over the vertices that any of them moves.
  package var onVerticesOfAllShapes: MorphTarget {
    let all = Set(indices).union(inBetweens.flatMap(\.indices)).sorted()
    let places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
    func spread(_ own: [UInt32], _ vectors: [SIMD3<Float>]) -> [SIMD3<Float>] {
      guard vectors.count == own.count else { return [] }
      var spread = [SIMD3<Float>](repeating: .zero, count: all.count)
      for (vertex, vector) in zip(own, vectors) { spread[places[vertex] ?? 0] = vector }
      return spread
    }
    var target = self
    target.indices = all
    target.displacements = spread(indices, displacements)
    target.normalDisplacements = normalDisplacements.isEmpty ? [] : spread(indices, normalDisplacements)
    target.inBetweens = inBetweens.map { shape in
      InBetweenShape(
        weight: shape.weight, indices: all, displacements: spread(shape.indices, shape.displacements),
        normalDisplacements: shape.normalDisplacements.isEmpty ? [] : spread(shape.indices, shape.normalDisplacements))
    }
    return target
  }
}

extension SceneMesh {
  /// The mesh for formats whose targets have no shapes on their way: what a shape adds to the straight way is a target of its
  /// own behind the others, so that the corrected one keeps its weight.
  package func splittingInBetweens() -> (mesh: SceneMesh, corrections: [InBetweenCorrection]) {
    var split = self
    var corrections: [InBetweenCorrection] = []
    for (number, target) in targets.enumerated() where !target.inBetweens.isEmpty {
      split.targets[number].inBetweens = []
      for (place, shape) in target.inBetweens.enumerated() {
        let lower = place > 0 ? target.inBetweens[place - 1].weight : 0
        let upper = place + 1 < target.inBetweens.count ? target.inBetweens[place + 1].weight : 1
        corrections.append(
          InBetweenCorrection(
            corrected: number, target: split.targets.count, lower: lower, peak: shape.weight, upper: upper))
        split.targets.append(Self.correction(of: target, to: shape))
      }
    }
    return (split, corrections)
  }

  /// What a shape adds to the target's share on its way.
  private static func correction(of target: MorphTarget, to shape: InBetweenShape) -> MorphTarget {
    func entries(_ indices: [UInt32], _ vectors: [SIMD3<Float>], _ factor: Float) -> [UInt32: SIMD3<Float>] {
      Dictionary(zip(indices, vectors.map { $0 * factor }), uniquingKeysWith: { first, _ in first })
    }
    func difference(_ own: [SIMD3<Float>], _ whole: [SIMD3<Float>]) -> [(vertex: UInt32, shift: SIMD3<Float>)] {
      entries(shape.indices, own, 1).merging(entries(target.indices, whole, -shape.weight)) { $0 + $1 }
        .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }.filter { $0.shift != .zero }
    }
    let percent = Int((shape.weight * 100).rounded())
    return MorphTarget(
      name: "\(target.name)_\(percent)", moves: difference(shape.displacements, target.displacements),
      turns: difference(shape.normalDisplacements, target.normalDisplacements))
  }
}
