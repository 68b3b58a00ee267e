internal import FaceCurves

/// ARKit's channels as FLAME's parameters: each channel is the combination of expressions and jaw that shows it best, once
/// and for all.
package struct FlameMapping: Sendable {
  package let expressionCount: Int
  /// The channels that the head has, with their parameters: expressions, then the jaw's turn in radians.
  private let parameters: [(channel: FaceChannel, values: [Float])]

  /// Coefficients are in standard deviations; faces beyond this are no faces.
  private static let mostDeviations: Float = 4
  private static let mostJawRadians: Float = 0.7
  /// What a deviation's square costs, of what the channel moves: against many expressions that undo each other.
  private static let deviationPrice: Float = 3e-4

  /// - Parameters:
  ///   - head: a rig whose targets are ARKit's channels.
  /// - Throws: ``RigError`` `.solveInvalid` where the two cannot be laid over each other.
  package init(model: FlameModel, head: Rig) throws(RigError) {
    expressionCount = model.expressionCount
    let alignment = try FlameAlignment(model: model, head: head)
    let limits =
      Array(repeating: -Self.mostDeviations...Self.mostDeviations, count: expressionCount)
      + Array(repeating: -Self.mostJawRadians...Self.mostJawRadians, count: 3)
    let own = alignment.parameterMoves.map(Self.energy)
    let typical = own.reduce(0, +) / Float(own.count)
    var parameters: [(channel: FaceChannel, values: [Float])] = []
    for (channel, wanted) in zip(alignment.channels, alignment.channelMoves) {
      // Priced by what the channel moves: a lid is worth fewer deviations than the jaw, not fewer than its own size.
      var settings = SolveSettings()
      settings.commonRidge = Double(Self.deviationPrice * Self.energy(wanted) / max(typical, .leastNormalMagnitude))
      var solver = try BlendshapeSolver(moves: alignment.parameterMoves, limits: limits, settings: settings)
      parameters.append((channel, try solver.weights(moves: wanted)))
    }
    self.parameters = parameters
  }

  /// FLAME's parameters of a face of `FaceChannel.count` weights: expressions, then the jaw's turn about x, y and z.
  package func parameters(of face: UnsafeBufferPointer<Float>) -> [Float] {
    var sum = [Float](repeating: 0, count: expressionCount + 3)
    for (channel, values) in parameters {
      let weight = face[channel.rawValue]
      guard weight != 0 else { continue }
      for index in sum.indices { sum[index] += weight * values[index] }
    }
    return sum
  }

  private static func energy(_ moves: [Float]) -> Float { moves.reduce(0) { $0 + $1 * $1 } }
}
