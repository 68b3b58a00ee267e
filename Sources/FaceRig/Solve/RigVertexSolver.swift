internal import FaceCurves
internal import SceneFiles

/// Finds the channels of a rig's face from the vertices of one of its meshes, frame after frame.
package struct RigVertexSolver {
  private var solver: BlendshapeSolver
  private let channels: [FaceChannel]
  package let vertexCount: Int

  /// - Parameters:
  ///   - vertexCount: of the sequence; the rig's mesh with that many is taken.
  ///   - settings: pairs in it are ignored: those of the channels are used.
  ///   - cancels: whether channels that undo each other never show together.
  /// - Throws: ``RigError`` where no mesh has that many vertices.
  package init(
    rig: Rig, vertexCount: Int, settings: SolveSettings = SolveSettings(), cancels: Bool = false
  ) throws(RigError) {
    guard let node = rig.morphNodes.first(where: { rig.scene.meshes[$0.mesh].positions.count == vertexCount }) else {
      let counts = rig.morphNodes.map { rig.scene.meshes[$0.mesh].positions.count }.map(String.init)
      throw RigError(
        .solveInvalid,
        "the sequence has \(vertexCount) vertices, the rig '\(rig.name)' \(counts.joined(separator: " and ")): name its own rig with --rig"
      )
    }
    self.vertexCount = vertexCount
    var mesh = rig.scene.meshes[node.mesh]
    var dense: [FaceChannel: [SIMD3<Float>]] = [:]
    for (target, weight) in zip(mesh.targets, node.restPose) where weight != 0 {
      for (index, move) in zip(target.indices, target.displacements) { mesh.positions[Int(index)] += move * weight }
    }
    for (target, driver) in zip(mesh.targets, node.drivers) {
      guard let driver else { continue }
      for term in driver.terms {
        var moves = dense[term.channel] ?? [SIMD3<Float>](repeating: .zero, count: vertexCount)
        for (index, move) in zip(target.indices, target.displacements) { moves[Int(index)] += move * term.gain }
        dense[term.channel] = moves
      }
    }
    let channels = dense.keys.sorted { $0.rawValue < $1.rawValue }
    self.channels = channels
    mesh.targets = channels.map { MorphTarget(name: $0.name, dense: dense[$0] ?? []) }
    var own = settings
    func pairs(_ names: [(FaceChannel, FaceChannel)]) -> [SolveSettings.Pair] {
      names.compactMap { first, second in
        guard let first = channels.firstIndex(of: first), let second = channels.firstIndex(of: second) else {
          return nil
        }
        return SolveSettings.Pair(first, second)
      }
    }
    own.symmetricPairs = pairs(Self.mirrored)
    own.cancelPairs = cancels ? pairs(Self.opposed) : []
    solver = try BlendshapeSolver(
      mesh: mesh, limits: Array(repeating: 0...1, count: channels.count), settings: own)
  }

  /// Weights of all channels, `frames × FaceChannel.count`; those that the rig lacks are 0.
  /// - Parameter positions: `frames × vertices × 3`.
  /// - Throws: ``RigError``.
  package mutating func weights(frames: Int, positions: UnsafeBufferPointer<Float>) throws(RigError) -> [Float] {
    let solved = try solver.weights(frames: frames, vertexCount: vertexCount, positions: positions)
    var weights = [Float](repeating: 0, count: frames * FaceChannel.count)
    for frame in 0..<frames {
      for (number, channel) in channels.enumerated() {
        weights[frame * FaceChannel.count + channel.rawValue] = solved[frame * channels.count + number]
      }
    }
    return weights
  }

  /// Left and right of what has sides; gazes turn to one side together and are left out.
  static let mirrored: [(FaceChannel, FaceChannel)] = FaceChannel.arkit.compactMap { channel in
    guard channel.name.hasSuffix("Left"), !channel.name.hasPrefix("eyeLook"),
      let right = FaceChannel(name: channel.name.dropLast(4) + "Right")
    else { return nil }
    return ["jaw", "mouth"].contains(channel.name.dropLast(4)) ? nil : (channel, right)
  }

  static let opposed: [(FaceChannel, FaceChannel)] = [
    (.jawLeft, .jawRight), (.mouthLeft, .mouthRight), (.eyeLookInLeft, .eyeLookOutLeft),
    (.eyeLookInRight, .eyeLookOutRight), (.eyeLookUpLeft, .eyeLookDownLeft), (.eyeLookUpRight, .eyeLookDownRight),
    (.mouthSmileLeft, .mouthFrownLeft), (.mouthSmileRight, .mouthFrownRight),
  ]
}
