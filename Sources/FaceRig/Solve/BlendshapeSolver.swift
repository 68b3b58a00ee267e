internal import NeuralKernels
package import SceneFiles

/// Finds the weights of a mesh's targets that show a moving surface best, within limits.
///
/// Least is, over the vertices that targets move, |Σ wₜ·dₜ − d|² and the prices of ``SolveSettings``. The steadiness weighs
/// w − w_before as a whole: it draws a weight to where it was, never to 0.
package struct BlendshapeSolver {
  private let targets: TargetMatrix
  /// x, y, z of every moved vertex at rest.
  private let neutral: [Float]
  private let limits: [ClosedRange<Float>]
  private let settings: SolveSettings
  /// What each target moves by itself.
  private let energies: [Double]
  private let first: BoxSolver
  private let following: BoxSolver
  private var before: [Double]?

  /// Frames that are solved together.
  private static let block = 64

  /// - Parameters:
  ///   - mesh: the vertices at rest and the targets.
  ///   - limits: lowest and highest weight of each target.
  /// - Throws: ``RigError`` `.solveInvalid`, or `.libraryMissing` where OpenBLAS is not installed.
  package init(mesh: SceneMesh, limits: [ClosedRange<Float>], settings: SolveSettings = SolveSettings())
    throws(RigError)
  {
    let count = mesh.targets.count
    guard count > 0, limits.count == count else {
      throw RigError(
        .solveInvalid,
        "\(limits.count) limits for \(count) targets of '\(mesh.name)': there must be as many, and one at least")
    }
    for price in [settings.ridge, settings.commonRidge, settings.sparsity, settings.symmetry, settings.steadiness]
    where !(price >= 0 && price < 1e6) {
      throw RigError(.solveInvalid, "a price of \(price) is none: use 0 or more, as a share of what a target moves")
    }
    for pair in settings.symmetricPairs + settings.cancelPairs
    where !(0..<count ~= pair.first && 0..<count ~= pair.second && pair.first != pair.second) {
      throw RigError(.solveInvalid, "\(pair.first) and \(pair.second) are no pair of \(count) targets")
    }
    do { try BLAS.prepare() } catch { throw RigError(.libraryMissing, error.message) }
    targets = TargetMatrix(mesh.targets, vertexCount: mesh.positions.count)
    neutral = targets.vertices.flatMap { [mesh.positions[$0].x, mesh.positions[$0].y, mesh.positions[$0].z] }
    self.limits = limits
    self.settings = settings
    var gram = targets.gram()
    let own = (0..<count).map { gram[$0 * count + $0] }
    // A target that moves nothing stays at 0 by a price of its own.
    let typical = max(own.reduce(0, +) / Double(count), .leastNormalMagnitude)
    energies = own.map { max($0, typical * 1e-12) }
    for target in 0..<count {
      gram[target * count + target] += max(settings.ridge, 1e-12) * energies[target] + settings.commonRidge * typical
    }
    for pair in settings.symmetricPairs {
      let price = settings.symmetry * (energies[pair.first] + energies[pair.second]) / 2
      gram[pair.first * count + pair.first] += price
      gram[pair.second * count + pair.second] += price
      gram[pair.first * count + pair.second] -= price
      gram[pair.second * count + pair.first] -= price
    }
    first = BoxSolver(gram: gram, limits: limits)
    for target in 0..<count { gram[target * count + target] += settings.steadiness * energies[target] }
    following = settings.steadiness > 0 ? BoxSolver(gram: gram, limits: limits) : first
  }

  /// Targets as their movements alone, x, y, z of every place each.
  /// - Throws: ``RigError``.
  init(moves: [[Float]], limits: [ClosedRange<Float>], settings: SolveSettings) throws(RigError) {
    let mesh = SceneMesh(
      name: "places", positions: Array(repeating: .zero, count: (moves.first?.count ?? 0) / 3),
      targets: moves.map { MorphTarget(name: "", dense: Self.vectors($0)) })
    try self.init(mesh: mesh, limits: limits, settings: settings)
  }

  /// Weights for one movement, x, y, z of every place.
  mutating func weights(moves: [Float]) throws(RigError) -> [Float] {
    try weights(displacements: Self.vectors(moves))
  }

  private static func vectors(_ moves: [Float]) -> [SIMD3<Float>] {
    stride(from: 0, to: moves.count, by: 3).map { [moves[$0], moves[$0 + 1], moves[$0 + 2]] }
  }

  /// Forgets the frame before: what follows is another movement.
  package mutating func restart() { before = nil }

  /// Weights of all targets, frame after frame; the steadiness goes on from the last call.
  /// - Parameter positions: `frames × vertices × 3`, in the mesh's own space.
  /// - Throws: ``RigError`` `.solveInvalid` where there are too few, or a coordinate is not finite.
  package mutating func weights(
    frames: Int, vertexCount: Int, positions: UnsafeBufferPointer<Float>
  ) throws(RigError) -> [Float] {
    guard frames >= 0, positions.count == frames * vertexCount * 3, targets.vertices.last ?? 0 < vertexCount else {
      throw RigError(
        .solveInvalid, "\(positions.count) coordinates are not \(frames) frames of \(vertexCount) vertices")
    }
    var weights: [Float] = []
    weights.reserveCapacity(frames * targets.count)
    for start in stride(from: 0, to: frames, by: Self.block) {
      let size = min(Self.block, frames - start)
      let pulls = targets.products(frames: size) { places, movement in
        var next = movement
        for frame in 0..<size {
          let base = (start + frame) * vertexCount * 3
          for place in places {
            let vertex = base + 3 * targets.vertices[place]
            for axis in 0..<3 { next[axis] = Double(positions[vertex + axis]) - Double(neutral[3 * place + axis]) }
            next += 3
          }
        }
      }
      for frame in 0..<size {
        guard let solved = solve(Array(pulls[frame * targets.count..<(frame + 1) * targets.count])) else {
          throw RigError(.solveInvalid, "frame \(start + frame) has vertices that are not finite numbers")
        }
        weights.append(contentsOf: solved.map(Float.init))
      }
    }
    return weights
  }

  /// Weights of all targets for one movement of the vertices.
  package mutating func weights(displacements: [SIMD3<Float>]) throws(RigError) -> [Float] {
    let pulls = targets.products(frames: 1) { places, movement in
      for (row, place) in places.enumerated() {
        for axis in 0..<3 { movement[3 * row + axis] = Double(displacements[targets.vertices[place]][axis]) }
      }
    }
    guard let solved = solve(pulls) else { throw RigError(.solveInvalid, "a displacement is not a finite number") }
    return solved.map(Float.init)
  }

  private mutating func solve(_ pulls: [Double]) -> [Double]? {
    var linear = pulls
    for target in linear.indices where settings.sparsity > 0 && limits[target].lowerBound >= 0 {
      linear[target] -= settings.sparsity * energies[target]
    }
    var solver = first
    if let before, settings.steadiness > 0 {
      for target in linear.indices { linear[target] += settings.steadiness * energies[target] * before[target] }
      solver = following
    }
    guard var weights = solver.solve(linear) else { return nil }
    if !settings.cancelPairs.isEmpty {
      var pinned = [UInt8](repeating: 0, count: weights.count)
      for pair in settings.cancelPairs {
        pinned[weights[pair.first] < weights[pair.second] ? pair.first : pair.second] = 1
      }
      guard let again = solver.solve(linear, pinned: pinned) else { return nil }
      weights = again
    }
    before = weights
    return weights
  }
}
