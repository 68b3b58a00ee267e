internal import FaceCurves
internal import SceneFiles

/// ARKit's channels as FLAME's parameters and back, by what both move on the face.
///
/// Forth, each channel is the combination of expressions and jaw that shows it best, once and for all; back, each frame is
/// the face in 0…1 that shows the parameters best.
public struct FlameMapping {
  public let expressionCount: Int
  /// Channel after channel, its parameters: expressions, then the jaw's turn in radians. Channels the head lacks are empty.
  private let parameters: [FaceChannel: [Float]]
  private let channels: [FaceChannel]
  private var back: BlendshapeSolver
  /// Parameter after parameter, what 1 of it does at every place.
  private let moves: [[Float]]

  /// Coefficients are in standard deviations; faces beyond this are no faces.
  private static let mostDeviations: Float = 4
  private static let mostJawRadians: Float = 0.7
  /// What a deviation's square costs, of what the channel moves: against many expressions that undo each other.
  private static let deviationPrice: Float = 3e-4

  /// - Parameters:
  ///   - head: a rig whose targets are ARKit's channels.
  /// - Throws: ``RigError`` `.solveInvalid` where the two cannot be laid over each other.
  public init(model: FlameModel, head: Rig) throws(RigError) {
    expressionCount = model.expressionCount
    let reference = MovingHead(channelsOf: head)
    let flame = model.head
    let channels = reference.targets.compactMap { FaceChannel(name: $0.name) }
    let match = HeadMatch(
      reference: reference, other: flame, landmarks: try Self.landmarks(model, flame, reference, head.name))
    guard !match.referenceMoves.isEmpty, !match.otherMoves.isEmpty else {
      throw RigError(
        .solveInvalid, "the rig '\(head.name)' and the FLAME head have no face in common: name another with --rig")
    }
    self.channels = channels
    // What does nothing has no place among the head's targets, and none of a FLAME file's parameters does nothing.
    moves = match.otherMoves
    let limits =
      Array(repeating: -Self.mostDeviations...Self.mostDeviations, count: expressionCount)
      + Array(repeating: -Self.mostJawRadians...Self.mostJawRadians, count: 3)
    let own = match.otherMoves.map(Self.energy)
    let typical = own.reduce(0, +) / Float(own.count)
    var parameters: [FaceChannel: [Float]] = [:]
    for (channel, wanted) in zip(channels, match.referenceMoves) {
      // Priced by what the channel moves: a lid is worth fewer deviations than the jaw, not fewer than its own size.
      var settings = SolveSettings()
      settings.commonRidge = Double(Self.deviationPrice * Self.energy(wanted) / max(typical, .leastNormalMagnitude))
      var forth = try BlendshapeSolver(moves: match.otherMoves, limits: limits, settings: settings)
      parameters[channel] = try forth.weights(moves: wanted)
    }
    self.parameters = parameters
    var backSettings = SolveSettings()
    backSettings.commonRidge = 1e-2
    backSettings.symmetry = 1e-3
    backSettings.symmetricPairs = RigVertexSolver.mirrored.compactMap { left, right in
      guard let left = channels.firstIndex(of: left), let right = channels.firstIndex(of: right) else { return nil }
      return SolveSettings.Pair(left, right)
    }
    back = try BlendshapeSolver(
      moves: match.referenceMoves, limits: Array(repeating: 0...1, count: channels.count),
      settings: backSettings)
  }

  /// FLAME's parameters of a face of `FaceChannel.count` weights: expressions, then the jaw's turn about x, y and z.
  public func parameters(of face: UnsafeBufferPointer<Float>) -> [Float] {
    var sum = [Float](repeating: 0, count: expressionCount + 3)
    for (channel, own) in parameters {
      let weight = face[channel.rawValue]
      guard weight != 0 else { continue }
      for index in sum.indices { sum[index] += weight * own[index] }
    }
    return sum
  }

  /// The face, `FaceChannel.count` weights of 0…1, that shows FLAME's parameters best. Fewer expressions than the model
  /// has are the first of them.
  /// - Throws: ``RigError`` `.solveInvalid` where a parameter is not a finite number.
  public mutating func face(expressions: [Float], jaw: [Float]) throws(RigError) -> [Float] {
    var shown = [Float](repeating: 0, count: moves.first?.count ?? 0)
    func add(_ weight: Float, _ moves: [Float]) {
      guard weight != 0 else { return }
      for index in shown.indices { shown[index] += weight * moves[index] }
    }
    for (weight, moves) in zip(expressions, moves) { add(weight, moves) }
    for (weight, moves) in zip(jaw, moves.suffix(3)) { add(weight, moves) }
    let solved = try back.weights(moves: shown)
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for (channel, weight) in zip(channels, solved) { face[channel.rawValue] = weight }
    return face
  }

  /// The eyes and the chin, which both heads tell: FLAME by its joints, the rig by its lids and its jaw.
  private static func landmarks(
    _ model: FlameModel, _ head: MovingHead, _ reference: MovingHead, _ rig: String
  ) throws(RigError) -> [HeadMatch.Landmark] {
    func center(_ channel: FaceChannel) -> SIMD3<Float>? {
      reference.targets.first { $0.name == channel.name }.map { TargetMotion($0, reference.positions).center }
    }
    guard let left = center(.eyeBlinkLeft), let right = center(.eyeBlinkRight), let jaw = center(.jawOpen) else {
      throw RigError(
        .solveInvalid,
        "the rig '\(rig)' lacks jawOpen or eyeBlink, by which it is laid over FLAME: name another with --rig")
    }
    let between = model.leftEye - model.rightEye
    let reach = 0.3 * (between * between).sum().squareRoot()
    func lid(_ eye: SIMD3<Float>) -> SIMD3<Float> {
      let near = model.template.filter { (($0 - eye) * ($0 - eye)).sum() < reach * reach }
      return [eye.x, eye.y, near.map(\.z).max() ?? eye.z]
    }
    guard let open = head.targets.first(where: { $0.name == "jawX" }) else {
      throw RigError(.solveInvalid, "the FLAME file's jaw moves no vertex: fetch it again")
    }
    return [
      (left, lid(model.leftEye)), (right, lid(model.rightEye)), (jaw, TargetMotion(open, head.positions).center),
    ]
  }

  private static func energy(_ moves: [Float]) -> Float { moves.reduce(0) { $0 + $1 * $1 } }
}
