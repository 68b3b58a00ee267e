/// The joints that each vertex hangs on while a file is read; the four strongest are kept.
struct VertexInfluences {
  private var all: [[(joint: UInt16, weight: Float)]]

  init(vertexCount: Int) { all = Array(repeating: [], count: vertexCount) }

  var vertexCount: Int { all.count }

  mutating func add(_ joint: UInt16, _ weight: Float, to vertex: Int) {
    if weight > 0, weight.isFinite { all[vertex].append((joint, weight)) }
  }

  /// Weights sum to 1; a vertex without any hangs on the first joint.
  func write(into mesh: inout SceneMesh) {
    mesh.joints.reserveCapacity(all.count)
    mesh.jointWeights.reserveCapacity(all.count)
    for influence in all {
      let strongest = influence.sorted { $0.weight > $1.weight }.prefix(4)
      let sum = strongest.reduce(0) { $0 + $1.weight }
      var (joints, weights) = (SIMD4<UInt16>.zero, SIMD4<Float>(1, 0, 0, 0))
      for (column, entry) in strongest.enumerated() {
        joints[column] = entry.joint
        weights[column] = entry.weight / sum
      }
      mesh.joints.append(joints)
      mesh.jointWeights.append(weights)
    }
  }
}
