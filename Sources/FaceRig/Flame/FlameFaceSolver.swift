internal import FaceCurves

/// Finds the face that shows FLAME's parameters best, frame by frame.
package struct FlameFaceSolver {
  private let channels: [FaceChannel]
  private let parameterMoves: [[Float]]
  private var solver: BlendshapeSolver

  /// - Parameters:
  ///   - head: a rig whose targets are ARKit's channels.
  /// - Throws: ``RigError`` `.solveInvalid` where the two cannot be laid over each other.
  package init(model: FlameModel, head: Rig) throws(RigError) {
    let alignment = try FlameAlignment(model: model, head: head)
    let channels = alignment.channels
    self.channels = channels
    parameterMoves = alignment.parameterMoves
    var settings = SolveSettings()
    settings.commonRidge = 1e-2
    settings.symmetry = 1e-3
    settings.symmetricPairs = RigVertexSolver.mirrored.compactMap { left, right in
      guard let left = channels.firstIndex(of: left), let right = channels.firstIndex(of: right) else { return nil }
      return SolveSettings.Pair(left, right)
    }
    solver = try BlendshapeSolver(
      moves: alignment.channelMoves, limits: Array(repeating: 0...1, count: channels.count), settings: settings)
  }

  /// The face, `FaceChannel.count` weights of 0…1, that shows FLAME's parameters best. Fewer expressions than the model
  /// has are the first of them.
  /// - Throws: ``RigError`` `.solveInvalid` where a parameter is not a finite number.
  package mutating func face(expressions: [Float], jaw: [Float]) throws(RigError) -> [Float] {
    var shown = [Float](repeating: 0, count: parameterMoves.first?.count ?? 0)
    func add(_ weight: Float, _ moves: [Float]) {
      guard weight != 0 else { return }
      for index in shown.indices { shown[index] += weight * moves[index] }
    }
    for (weight, moves) in zip(expressions, parameterMoves) { add(weight, moves) }
    for (weight, moves) in zip(jaw, parameterMoves.suffix(3)) { add(weight, moves) }
    let solved = try solver.weights(moves: shown)
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for (channel, weight) in zip(channels, solved) { face[channel.rawValue] = weight }
    return face
  }
}
