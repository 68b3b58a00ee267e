import FaceCurves
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import FaceRig

struct ChannelGuessTests {
  private let head: Rig

  init() throws {
    head = try Aria.rig.get()
  }

  private var reference: MovingHead { MovingHead(head.scene) { name, _ in name } }

  /// Aria's face mesh, its targets changed.
  private func head(_ change: (inout SceneMesh) -> Void) throws -> MovingHead {
    var scene = head.scene
    let mesh = try #require(scene.meshes.indices.first { !scene.meshes[$0].targets.isEmpty })
    change(&scene.meshes[mesh])
    return MovingHead(scene) { name, _ in name }
  }

  private func guesses(_ other: MovingHead) throws -> [String: [FaceChannel: Float]] {
    let guesses = try ChannelGuesser(reference: reference, other: other).guesses()
    return Dictionary(uniqueKeysWithValues: guesses.map { ($0.target, $0.gains) })
  }

  @Test func ofTheSameVerticesEveryTargetIsFoundWhateverItsNameAndPlace() throws {
    var names: [String: String] = [:]
    let other = try head { mesh in
      mesh.targets.reverse()
      for index in mesh.targets.indices {
        names["shape\(index)"] = mesh.targets[index].name
        mesh.targets[index].name = "shape\(index)"
      }
    }
    for (target, gains) in try guesses(other) {
      let gains = gains.filter { $0.value > 0.1 }  // a tongue stretched is a little of a tongue shown
      #expect(gains.count == 1 && gains.keys.first?.name == names[target], "\(names[target] ?? target): \(gains)")
      #expect(abs((gains.values.first ?? 0) - 1) < 0.02)
    }
    #expect(try guesses(other).count == reference.targets.count)
  }

  @Test func aTargetOfTwiceTheSizeCountsHalfAndOneOfTwoPartsNeedsBoth() throws {
    let other = try head { mesh in
      let jaw = mesh.targets.firstIndex { $0.name == "jawOpen" }!
      let pucker = mesh.targets.firstIndex { $0.name == "mouthPucker" }!
      mesh.targets[jaw].displacements = mesh.targets[jaw].displacements.map { $0 * 2 }
      let whole = mesh.targets[pucker]
      let left = whole.indices.indices.filter { mesh.positions[Int(whole.indices[$0])].x > 0 }
      let right = whole.indices.indices.filter { mesh.positions[Int(whole.indices[$0])].x <= 0 }
      func half(_ name: String, _ places: [Int]) -> MorphTarget {
        MorphTarget(
          name: name, indices: places.map { whole.indices[$0] }, displacements: places.map { whole.displacements[$0] })
      }
      mesh.targets[pucker] = half("puckerLeft", left)
      mesh.targets.append(half("puckerRight", right))
    }
    let found = try guesses(other)
    #expect(abs((found["jawOpen"]?[.jawOpen] ?? 0) - 0.5) < 0.01)
    #expect(abs((found["puckerLeft"]?[.mouthPucker] ?? 0) - 1) < 0.02)
    #expect(abs((found["puckerRight"]?[.mouthPucker] ?? 0) - 1) < 0.02)
  }

  /// Every second vertex of a head that is wider, lower and in centimetres: another topology.
  private func stranger(_ change: (inout SceneMesh) -> Void = { _ in }) throws -> MovingHead {
    try head { mesh in
      let kept = mesh.positions.indices.filter { $0 % 2 == 0 }
      let shape: SIMD3<Float> = [112, 94, 103]
      mesh.positions = kept.map { mesh.positions[$0] * shape + [0, -40, 12] }
      for index in mesh.targets.indices {
        let target = mesh.targets[index]
        let even = target.indices.indices.filter { target.indices[$0] % 2 == 0 }
        mesh.targets[index].indices = even.map { target.indices[$0] / 2 }
        mesh.targets[index].displacements = even.map { target.displacements[$0] * shape }
        mesh.targets[index].normalDisplacements = []
      }
      change(&mesh)
    }
  }

  @Test func onAnotherHeadMostTargetsAreFoundByWhatTheyMove() throws {
    let found = try guesses(try stranger())
    let right = found.count { $0.value == [FaceChannel(name: $0.key)!: 1] }
    #expect(right >= 44, "\(right) of \(reference.targets.count)")
    for channel in [FaceChannel.jawOpen, .mouthClose, .mouthPucker, .mouthFunnel, .mouthSmileLeft, .eyeBlinkRight] {
      #expect(found[channel.name] == [channel: 1])
    }
  }

  @Test func aTargetOfBothSidesFollowsTheirMean() throws {
    let other = try stranger { mesh in
      let left = mesh.targets.firstIndex { $0.name == "mouthSmileLeft" }!
      let right = mesh.targets.firstIndex { $0.name == "mouthSmileRight" }!
      let both = MorphTarget(
        name: "smile", dense: zip(dense(mesh, left), dense(mesh, right)).map(+))
      mesh.targets =
        mesh.targets.enumerated().filter { $0.offset != left && $0.offset != right }.map(\.element) + [both]
    }
    #expect(try guesses(other)["smile"] == [.mouthSmileLeft: 0.5, .mouthSmileRight: 0.5])
  }

  private func dense(_ mesh: SceneMesh, _ target: Int) -> [SIMD3<Float>] {
    var all = [SIMD3<Float>](repeating: .zero, count: mesh.positions.count)
    for (index, move) in zip(mesh.targets[target].indices, mesh.targets[target].displacements) {
      all[Int(index)] = move
    }
    return all
  }

  @Test func whatIsNoFaceGetsNoGuess() throws {
    let other = try head { mesh in
      mesh.positions = mesh.positions.map { _ in .zero }
      for index in mesh.targets.indices {
        mesh.targets[index].displacements = mesh.targets[index].displacements.map { _ in SIMD3(.nan, 0, .infinity) }
      }
    }
    #expect(try guesses(other).isEmpty)
  }

  @Test func anAssignmentCostsLeastOfAll() {
    var random = TestRandom(3)
    for _ in 0..<200 {
      let rows = Int.random(in: 1...5, using: &random)
      let columns = Int.random(in: 1...5, using: &random)
      let costs = (0..<rows).map { _ in (0..<columns).map { _ in Double.random(in: -1...1, using: &random) } }
      let found = Assignment.least(costs)
      let taken = found.compactMap(\.self)
      #expect(Set(taken).count == taken.count && taken.count == min(rows, columns))
      let cost = found.enumerated().reduce(0) { sum, pair in sum + (pair.element.map { costs[pair.offset][$0] } ?? 0) }
      #expect(abs(cost - Self.cheapest(costs)) < 1e-9)
    }
  }

  /// By trying all.
  private static func cheapest(_ costs: [[Double]]) -> Double {
    func best(_ row: Int, _ taken: Set<Int>, _ left: Int) -> Double {
      guard row < costs.count, left > 0 else { return left == 0 ? 0 : .infinity }
      var least = costs.count - row > left ? best(row + 1, taken, left) : .infinity
      for column in costs[row].indices where !taken.contains(column) {
        least = min(least, costs[row][column] + best(row + 1, taken.union([column]), left - 1))
      }
      return least
    }
    return best(0, [], min(costs.count, costs[0].count))
  }
}
