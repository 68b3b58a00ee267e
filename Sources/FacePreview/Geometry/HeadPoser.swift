internal import FaceCurves
internal import FaceRig
internal import SceneFiles

/// Puts a rig's vertices where a face wants them: targets, then joints, then normals of what came of it.
///
/// One a thread: it owns the memory that it works in.
final class HeadPoser {
  private let geometry: HeadGeometry
  private let local: Buffer<SIMD4<Float>>
  /// Source vertices in the upright scene.
  let positions: Buffer<SIMD4<Float>>
  /// Of shading vertices, of length 1.
  let normals: Buffer<SIMD4<Float>>
  private var targetWeights: [Float] = []
  private var nodeMatrices: [SceneMatrix]
  private var jointMatrices: [Matrix4] = []

  init(_ geometry: HeadGeometry) {
    self.geometry = geometry
    local = Buffer(geometry.mesh.restPositions.count, .zero)
    positions = Buffer(geometry.mesh.restPositions.count, .zero)
    normals = Buffer(geometry.mesh.sourceVertices.count, .zero)
    nodeMatrices = Array(repeating: .identity, count: geometry.rig.scene.nodes.count)
  }

  /// - Parameters:
  ///   - face: `FaceChannel.count` weights.
  ///   - rotations: of the joints that the clip turns.
  func pose(_ face: UnsafeBufferPointer<Float>, rotations: [FaceJoint: JointRotation]) {
    place(face, rotations, only: nil)
  }

  /// Poses the rig with one target at its full weight, and what follows the channel that it is.
  func pose(target name: String) {
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for morph in geometry.morphs.compactMap(\.self) {
      for index in morph.targetNames.indices where morph.reference(toTarget: index) == name {
        guard let channel = morph.drivers[index]?.channel else { continue }
        face[channel.rawValue] = 1
        // A tongue is only seen in an open mouth.
        if FaceChannel.tongue.contains(channel) { face[FaceChannel.jawOpen.rawValue] = 0.6 }
      }
    }
    face.withUnsafeBufferPointer { place($0, [:], only: name) }
  }

  private func place(
    _ face: UnsafeBufferPointer<Float>, _ rotations: [FaceJoint: JointRotation], only target: String?
  ) {
    placeNodes(face, rotations)
    for (number, instance) in geometry.mesh.instances.enumerated() {
      morph(number, face, only: target)
      if let skin = instance.skin, geometry.skins[number].isBound {
        bend(instance, number, skin)
      } else {
        carry(instance)
      }
    }
    shade()
  }

  /// Where nodes stand in the upright scene under a face.
  func nodes(_ face: UnsafeBufferPointer<Float>, rotations: [FaceJoint: JointRotation]) -> [SceneMatrix] {
    placeNodes(face, rotations)
    return nodeMatrices
  }

  private func placeNodes(_ face: UnsafeBufferPointer<Float>, _ rotations: [FaceJoint: JointRotation]) {
    let scene = geometry.rig.scene
    var turned: [Int: SIMD4<Float>] = [:]
    for (joint, place) in geometry.rig.joints {
      let turn = geometry.rig.turn(of: joint, stated: rotations[joint], face: face)
      guard turn != .rest else { continue }
      turned[place.node] = place.rotation(turn)
    }
    let upright = SceneMatrix(rotation: scene.uprightRotation)
    for node in geometry.nodeOrder {
      var transform = scene.nodes[node].transform
      if let rotation = turned[node] { transform.rotation = rotation }
      nodeMatrices[node] = (scene.nodes[node].parent.map { nodeMatrices[$0] } ?? upright) * transform.matrix
    }
  }

  private func morph(_ number: Int, _ face: UnsafeBufferPointer<Float>, only shown: String?) {
    let instance = geometry.mesh.instances[number]
    let (first, count) = (instance.vertices.lowerBound, instance.vertices.count)
    let local = local.base + first
    geometry.mesh.restPositions.withUnsafeBufferPointer { rest in
      guard count > 0 else { return }
      local.update(from: rest.baseAddress! + first, count: count)
    }
    guard let morph = geometry.morphs[number] else { return }
    morph.weights(face, into: &targetWeights)
    if let shown {
      for index in targetWeights.indices {
        let isShown = morph.reference(toTarget: index) == shown
        let rest = morph.drivers[index] == nil ? morph.restWeights[index] : 0
        if morph.drivers[index]?.channel != .jawOpen || isShown { targetWeights[index] = isShown ? 1 : rest }
      }
    }
    for (weight, target) in zip(targetWeights, geometry.targets[number]) where weight != 0 {
      target.indices.withUnsafeBufferPointer { indices in
        target.displacements.withUnsafeBufferPointer { displacements in
          for index in 0..<indices.count {
            local[Int(indices[index])] += displacements[index] * weight
          }
        }
      }
    }
  }

  private func carry(_ instance: StageMesh.Instance) {
    let matrix = Matrix4(nodeMatrices[instance.node])
    for vertex in instance.vertices { positions.base[vertex] = matrix.point(local.base[vertex]) }
  }

  private func bend(_ instance: StageMesh.Instance, _ number: Int, _ skin: Int) {
    let binding = geometry.rig.scene.skins[skin]
    jointMatrices.removeAll(keepingCapacity: true)
    for (joint, bind) in zip(binding.joints, binding.inverseBindMatrices) {
      jointMatrices.append(Matrix4(nodeMatrices[joint] * bind))
    }
    let first = instance.vertices.lowerBound
    let (local, positions) = (local.base, positions.base)
    jointMatrices.withUnsafeBufferPointer { matrices in
      geometry.skins[number].joints.withUnsafeBufferPointer { joints in
        geometry.skins[number].weights.withUnsafeBufferPointer { weights in
          for vertex in 0..<instance.vertices.count {
            let (joint, weight) = (joints[vertex], weights[vertex])
            let place = local[first + vertex]
            var moved = matrices[Int(joint.x)].point(place) * weight.x
            if weight.x < 1 {
              moved += matrices[Int(joint.y)].point(place) * weight.y
              if weight.z > 0 { moved += matrices[Int(joint.z)].point(place) * weight.z }
              if weight.w > 0 { moved += matrices[Int(joint.w)].point(place) * weight.w }
            }
            positions[first + vertex] = moved
          }
        }
      }
    }
  }

  /// Normals of the posed geometry, and on them what the file's own normals add.
  private func shade() {
    let mesh = geometry.mesh
    let (positions, normals) = (positions.base, normals.base)
    let count = mesh.sourceVertices.count
    normals.update(repeating: .zero, count: count)
    mesh.sourceVertices.withUnsafeBufferPointer { sources in
      mesh.corners.withUnsafeBufferPointer { corners in
        var corner = 0
        while corner < corners.count {
          let (a, b, c) = (Int(corners[corner]), Int(corners[corner + 1]), Int(corners[corner + 2]))
          let origin = positions[Int(sources[a])]
          let face = (positions[Int(sources[b])] - origin).cross3(positions[Int(sources[c])] - origin)
          normals[a] += face
          normals[b] += face
          normals[c] += face
          corner += 3
        }
      }
      for vertex in 0..<count { normals[vertex] = normals[vertex].unit3 }
    }
    let frames = geometry.offsetFrames.map { frame in
      Matrix4(frame.bind.map { nodeMatrices[frame.node] * $0 } ?? nodeMatrices[frame.node])
    }
    for offset in geometry.normalOffsets {
      let turned = frames[offset.frame].direction(offset.offset)
      normals[offset.vertex] = (normals[offset.vertex] + turned * offset.unscale).unit3
    }
  }
}
