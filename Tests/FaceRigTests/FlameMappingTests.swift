import FaceCurves
import SceneFiles
import TestSupport
import Testing

@testable import FaceRig

struct FlameMappingTests {
  private let aria: Rig
  private let mesh: SceneMesh

  init() throws {
    aria = try Aria.rig.get()
    mesh = try #require(aria.scene.meshes.first { !$0.targets.isEmpty })
  }

  private func dense(_ target: MorphTarget) -> [SIMD3<Float>] {
    var all = [SIMD3<Float>](repeating: .zero, count: mesh.positions.count)
    for (index, move) in zip(target.indices, target.displacements) { all[Int(index)] = move }
    return all
  }

  private func moved(_ name: String) throws -> SIMD3<Float> {
    TargetMotion(try #require(mesh.targets.first { $0.name == name }), mesh.positions).center
  }

  /// A FLAME of another topology and size that can show all that Aria's face can.
  private func model(keeping isKept: (Int) -> Bool = { $0 % 3 != 0 }) throws -> FlameModel {
    let kept = mesh.positions.indices.filter(isKept)
    func taken(_ all: [SIMD3<Float>]) -> [SIMD3<Float>] { kept.map { all[$0] * 1.1 } }
    let open = dense(try #require(mesh.targets.first { $0.name == "jawOpen" }))
    let arrays = FlameArrays(
      positions: taken(mesh.positions),
      shapes: mesh.targets.filter { $0.name != "jawOpen" && !$0.name.hasPrefix("tongue") }.map { taken(dense($0)) },
      open: taken(open),
      leftEye: try moved("eyeBlinkLeft") * 1.1 - [0, 0, 0.01],
      rightEye: try moved("eyeBlinkRight") * 1.1 - [0, 0, 0.01],
      jaw: [0, -0.01, 0.0] * 1.1, seed: 4)
    return try FlameModel(
      template: arrays.template, directions: arrays.directions, directionCount: arrays.directionCount,
      regressor: arrays.regressor, weights: arrays.weights)
  }

  private func parameters(of face: [FaceChannel: Float], _ mapping: FlameMapping) -> [Float] {
    var weights = [Float](repeating: 0, count: FaceChannel.count)
    for (channel, weight) in face { weights[channel.rawValue] = weight }
    let parameters = weights.withUnsafeBufferPointer { mapping.parameters(of: $0) }
    #expect(parameters.count == 103)
    return parameters
  }

  @Test func facesComeBackFromFLAME() throws {
    let model = try model()
    let mapping = try FlameMapping(model: model, head: aria)
    var solver = try FlameFaceSolver(model: model, head: aria)
    for face: [FaceChannel: Float] in [
      [.jawOpen: 0.6, .mouthSmileLeft: 0.5, .mouthSmileRight: 0.5], [.mouthPucker: 0.7, .browInnerUp: 0.4],
      [.eyeBlinkLeft: 1, .eyeBlinkRight: 1], [.mouthUpperUpLeft: 0.5, .mouthLowerDownRight: 0.6], [:],
    ] {
      let flame = parameters(of: face, mapping)
      let back = try solver.face(expressions: Array(flame.prefix(100)), jaw: Array(flame.suffix(3)))
      // Channels that look alike may stand in for each other; what is seen may not change.
      let wanted = shown { face[$0] ?? 0 }
      let apart = zip(wanted, shown { back[$0.rawValue] }).map { $0 - $1 }
      #expect(size(apart) <= 0.3 * size(wanted), "\(face): \(size(apart) / size(wanted))")
    }
  }

  /// What a face does to Aria's vertices.
  private func shown(_ weight: (FaceChannel) -> Float) -> [SIMD3<Float>] {
    var moves = [SIMD3<Float>](repeating: .zero, count: mesh.positions.count)
    for target in mesh.targets {
      guard let channel = FaceChannel(name: target.name) else { continue }
      for (index, move) in zip(target.indices, target.displacements) { moves[Int(index)] += move * weight(channel) }
    }
    return moves
  }

  private func size(_ moves: [SIMD3<Float>]) -> Float { moves.reduce(0) { $0 + ($1 * $1).sum() }.squareRoot() }

  @Test func anOpenJawIsATurnOfTheJaw() throws {
    let mapping = try FlameMapping(model: try model(), head: aria)
    #expect(parameters(of: [.jawOpen: 1], mapping)[100] > 0.05)
    #expect(abs(parameters(of: [.browInnerUp: 1], mapping)[100]) < 0.02)
  }

  @Test func fewerExpressionsThanTheModelHasAreItsFirst() throws {
    var solver = try FlameFaceSolver(model: try model(), head: aria)
    #expect(try solver.face(expressions: [], jaw: []).allSatisfy { $0 == 0 })
    let open = try solver.face(expressions: [Float](repeating: 0, count: 50), jaw: [0.2, 0, 0])
    #expect(open[FaceChannel.jawOpen.rawValue] > 0.2)
    #expect(throws: RigError.self) { try solver.face(expressions: [.nan], jaw: []) }
  }

  @Test func refusesAFileThatDoesNotFitTogether() {
    #expect(throws: RigError.self) {
      try FlameModel(template: [0, 0, 0], directions: [1], directionCount: 400, regressor: [], weights: [])
    }
    let error = #expect(throws: RigError.self) {
      try FlameModel(
        template: [0, 0, 0], directions: [0, 0, 0], directionCount: 1, regressor: [1, 1, 1, 1, 1],
        weights: [0, 0, 0, 0, 0])
    }
    #expect(error?.message.contains("400 are known") == true)
  }
}
