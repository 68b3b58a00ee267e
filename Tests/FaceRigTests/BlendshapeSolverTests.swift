import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import FaceRig

struct BlendshapeSolverTests {
  /// A ball of vertices with targets that each move a patch of it, overlapping their neighbours.
  private func mesh(vertices: Int = 600, targets: Int = 24, seed: UInt64) -> SceneMesh {
    var random = TestRandom(seed)
    func direction() -> SIMD3<Float> {
      [.random(in: -1...1, using: &random), .random(in: -1...1, using: &random), .random(in: -1...1, using: &random)]
    }
    let positions = (0..<vertices).map { _ in direction() }
    return SceneMesh(
      name: "ball", positions: positions,
      targets: (0..<targets).map { number in
        let center = direction()
        let push = direction() * 0.1
        return MorphTarget(
          name: "shape\(number)",
          dense: positions.map { place in
            let offset = place - center
            let distance = (offset * offset).sum()
            return distance > 0.8 ? .zero : push * (0.8 - distance)
          })
      })
  }

  private func surface(_ mesh: SceneMesh, _ weights: [[Float]]) -> [Float] {
    weights.flatMap { frame -> [Float] in
      var positions = mesh.positions
      for (target, weight) in zip(mesh.targets, frame) {
        for (index, move) in zip(target.indices, target.displacements) { positions[Int(index)] += move * weight }
      }
      return positions.flatMap { [$0.x, $0.y, $0.z] }
    }
  }

  private func solve(
    _ mesh: SceneMesh, _ positions: [Float], frames: Int, settings: SolveSettings = SolveSettings(),
    limits: ClosedRange<Float> = 0...1
  ) throws -> [[Float]] {
    var solver = try BlendshapeSolver(
      mesh: mesh, limits: Array(repeating: limits, count: mesh.targets.count), settings: settings)
    let weights = try positions.withUnsafeBufferPointer {
      try solver.weights(frames: frames, vertexCount: mesh.positions.count, positions: $0)
    }
    return stride(from: 0, to: weights.count, by: mesh.targets.count).map {
      Array(weights[$0..<$0 + mesh.targets.count])
    }
  }

  private func randomWeights(_ frames: Int, _ targets: Int, seed: UInt64, atBounds: Bool) -> [[Float]] {
    var random = TestRandom(seed)
    return (0..<frames).map { _ in
      (0..<targets).map { _ in
        atBounds && Float.random(in: 0...1, using: &random) < 0.5
          ? (Bool.random(using: &random) ? 0 : 1) : Float.random(in: 0...1, using: &random)
      }
    }
  }

  private func worst(_ a: [[Float]], _ b: [[Float]]) -> Float {
    zip(a, b).flatMap { zip($0, $1).map { abs($0 - $1) } }.max() ?? .infinity
  }

  @Test(arguments: [true, false], [UInt64(1), 2, 3])
  func weightsThatWerePutInComeBack(atBounds: Bool, seed: UInt64) throws {
    let mesh = mesh(seed: seed)
    let weights = randomWeights(150, 24, seed: seed + 10, atBounds: atBounds)
    #expect(worst(try solve(mesh, surface(mesh, weights), frames: 150), weights) < 1e-4)
  }

  @Test(.enabled(if: SharedRigs.arePresent)) func weightsOfARealHeadComeBack() throws {
    let scene = try Rig(path: SharedRigs.url("ict-facekit.fbx").path).scene
    let mesh = try #require(scene.meshes.first { !$0.targets.isEmpty })
    let weights = randomWeights(40, mesh.targets.count, seed: 5, atBounds: true)
    #expect(worst(try solve(mesh, surface(mesh, weights), frames: 40), weights) < 1e-4)
  }

  /// No weights in the box show the surface better: the answer meets the conditions of Karush, Kuhn and Tucker.
  @Test(arguments: [UInt64(1), 2, 3, 4]) func ofASurfaceThatNoWeightsShowTheNearestIsFound(seed: UInt64) throws {
    let mesh = mesh(seed: seed)
    var random = TestRandom(seed + 20)
    let wanted = surface(mesh, [(0..<24).map { _ in Float.random(in: -1...2, using: &random) }])
    let found = try solve(mesh, wanted, frames: 1)[0]
    let shown = surface(mesh, [found])
    #expect(found.contains(0) && found.contains(1))
    for (target, weight) in zip(mesh.targets, found) {
      var slope: Float = 0
      var own: Float = 0
      for (index, move) in zip(target.indices, target.displacements) {
        for axis in 0..<3 {
          slope += move[axis] * (shown[3 * Int(index) + axis] - wanted[3 * Int(index) + axis])
          own += move[axis] * move[axis]
        }
      }
      slope /= own
      if weight == 0 {
        #expect(slope > -1e-4)
      } else if weight == 1 {
        #expect(slope < 1e-4)
      } else {
        #expect(abs(slope) < 1e-4)
      }
    }
  }

  @Test func theSteadinessHoldsAWeightWhereItWasAndDoesNotDampIt() throws {
    let mesh = mesh(seed: 7)
    var settings = SolveSettings()
    settings.steadiness = 50
    let still = randomWeights(1, 24, seed: 8, atBounds: false)[0]
    let kept = try solve(mesh, surface(mesh, Array(repeating: still, count: 60)), frames: 60, settings: settings)
    #expect(worst(kept, Array(repeating: still, count: 60)) < 1e-4, "a face that stands still must not fade")
    let jump = try solve(
      mesh, surface(mesh, [[Float](repeating: 0.2, count: 24), [Float](repeating: 0.8, count: 24)]), frames: 2,
      settings: settings)
    let mean = jump[1].reduce(0, +) / 24
    #expect(0.205...0.4 ~= mean, "at this price most of a jump in one frame is taken for noise")
  }

  @Test func restartingForgetsTheFrameBefore() throws {
    let mesh = mesh(seed: 7)
    var settings = SolveSettings()
    settings.steadiness = 50
    let positions = surface(mesh, [[Float](repeating: 0.8, count: 24)])
    var solver = try BlendshapeSolver(
      mesh: mesh, limits: Array(repeating: 0...1, count: 24), settings: settings)
    func next() throws -> [Float] {
      try positions.withUnsafeBufferPointer { try solver.weights(frames: 1, vertexCount: 600, positions: $0) }
    }
    let first = try next()
    solver.restart()
    #expect(try next() == first)
  }

  @Test func aPriceOnWeightsMakesSmallOnesNothing() throws {
    let mesh = mesh(seed: 9)
    var settings = SolveSettings()
    settings.sparsity = 0.05
    let weights = [(0..<24).map { $0 % 6 == 0 ? Float(0.9) : 0.01 }]
    let found = try solve(mesh, surface(mesh, weights), frames: 1, settings: settings)[0]
    #expect(found.enumerated().allSatisfy { $0.offset % 6 == 0 ? $0.element > 0.6 : $0.element < 0.05 })
    #expect(found.count { $0 == 0 } >= 10)
  }

  @Test func aPriceOnDifferencesMakesAPairAlike() throws {
    let mesh = mesh(seed: 9)
    var settings = SolveSettings()
    settings.symmetry = 1e4
    settings.symmetricPairs = [.init(0, 1)]
    var weights = [Float](repeating: 0.3, count: 24)
    weights[0] = 0.9
    let found = try solve(mesh, surface(mesh, [weights]), frames: 1, settings: settings)[0]
    #expect(abs(found[0] - found[1]) < 1e-3 && found[0] > 0.3)
  }

  @Test func ofTargetsThatUndoEachOtherOneRests() throws {
    var mesh = mesh(seed: 11)
    mesh.targets[1] = MorphTarget(
      name: "undo", indices: mesh.targets[0].indices, displacements: mesh.targets[0].displacements.map { $0 * -0.9 })
    var settings = SolveSettings()
    settings.cancelPairs = [.init(0, 1)]
    var weights = [Float](repeating: 0.5, count: 24)
    (weights[0], weights[1]) = (0.8, 0.4)
    let found = try solve(mesh, surface(mesh, [weights]), frames: 1, settings: settings)[0]
    #expect(found[1] == 0 && abs(found[0] - 0.44) < 1e-3)
  }

  @Test func targetsThatAreTheSameShareAndEmptyOnesRest() throws {
    var mesh = mesh(seed: 12)
    mesh.targets[3] = mesh.targets[2]
    mesh.targets[4] = MorphTarget(name: "empty")
    var weights = [Float](repeating: 0.5, count: 24)
    weights[4] = 0
    let found = try solve(mesh, surface(mesh, [weights]), frames: 1)[0]
    #expect(abs(found[2] + found[3] - 1) < 1e-4 && found[4] == 0)
  }

  @Test func refusesWhatIsNoSurface() throws {
    let mesh = mesh(seed: 1)
    let positions = surface(mesh, [[Float](repeating: 0.5, count: 24)])
    #expect(throws: RigError.self) { try solve(mesh, Array(positions.dropLast()), frames: 1) }
    #expect(throws: RigError.self) { try solve(mesh, positions.map { $0 > 0 ? .nan : $0 }, frames: 1) }
    var settings = SolveSettings()
    settings.ridge = -.infinity
    #expect(throws: RigError.self) { try solve(mesh, positions, frames: 1, settings: settings) }
    settings = SolveSettings()
    settings.cancelPairs = [.init(0, 24)]
    #expect(throws: RigError.self) { try solve(mesh, positions, frames: 1, settings: settings) }
  }
}
