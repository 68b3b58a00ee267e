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
    reference = try Self.reference.get()
  }

  private static let reference = Aria.rig.map { MovingHead(channelsOf: $0, where: FaceChannel.arkit.contains) }
  private let reference: MovingHead

  /// Aria's face mesh, its targets changed.
  private func head(_ change: (inout SceneMesh) -> Void) throws -> MovingHead {
    var scene = head.scene
    let mesh = try #require(scene.meshes.indices.first { !scene.meshes[$0].targets.isEmpty })
    change(&scene.meshes[mesh])
    return MovingHead(scene) { name, _ in name }
  }

  private func guesses(_ other: MovingHead) throws -> [String: [FaceChannel: Float]] {
    let guesses = try ChannelGuesser(reference: reference, other: other).guesses().filter(\.isSure)
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
    for (target, gains) in try guesses(other) where names[target].map({ !$0.hasPrefix("tongue") }) ?? true {
      let gains = gains.filter { $0.value > 0.1 }  // a tongue stretched is a little of a tongue shown
      #expect(gains.count == 1 && gains.keys.first?.name == names[target], "\(names[target] ?? target): \(gains)")
      #expect(abs((gains.values.first ?? 0) - 1) < 0.02)
    }
    #expect(try guesses(other).count >= reference.targets.count)
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

  /// The vertices of a head that is wider, lower and in centimetres, in another order: another topology.
  private func stranger(_ change: (inout SceneMesh) -> Void = { _ in }) throws -> MovingHead {
    try head { mesh in
      let last = UInt32(mesh.positions.count - 1)
      let shape: SIMD3<Float> = [112, 94, 103]
      mesh.positions = mesh.positions.reversed().map { $0 * shape + [0, -40, 12] }
      mesh.corners = mesh.corners.map { last - $0 }
      for index in mesh.targets.indices {
        let target = mesh.targets[index]
        mesh.targets[index].indices = target.indices.reversed().map { last - $0 }
        mesh.targets[index].displacements = target.displacements.reversed().map { $0 * shape }
        mesh.targets[index].normalDisplacements = []
      }
      change(&mesh)
    }
  }

  /// The targets that follow another channel than the one whose name they had.
  private func wrong(_ found: [String: [FaceChannel: Float]]) -> [String] {
    found.filter { target, gains in FaceChannel(name: target).map { gains != [$0: 1] } ?? true }.map(\.key).sorted()
  }

  @Test(arguments: ["looks along -z", "lies on its back", "looks along x"])
  func aHeadThatLooksAnotherWayIsTurnedFirst(kind: String) throws {
    let turned = try stranger().turned { v in
      switch kind {
      case "looks along -z": [-v.x, v.y, -v.z]
      case "lies on its back": [v.x, -v.z, v.y]
      default: [v.z, v.y, -v.x]
      }
    }
    let found = try guesses(turned)
    #expect(found.count >= 46 && wrong(found).isEmpty, "\(found.count) told, wrong: \(wrong(found))")
  }

  @Test func targetsThatAreAlikeAreLeftInDoubt() throws {
    let other = try stranger { mesh in
      for side in ["Left", "Right"] {
        let dimple = mesh.targets.firstIndex { $0.name == "mouthDimple" + side }!
        let press = mesh.targets.firstIndex { $0.name == "mouthPress" + side }!
        mesh.targets[press].indices = mesh.targets[dimple].indices
        mesh.targets[press].displacements = mesh.targets[dimple].displacements
      }
    }
    let all = try ChannelGuesser(reference: reference, other: other).guesses()
    for target in ["mouthDimpleLeft", "mouthDimpleRight", "mouthPressLeft", "mouthPressRight"] {
      let guess = try #require(all.first { $0.target == target })
      let side = target.hasSuffix("Left") ? "Left" : "Right"
      #expect(!guess.isSure && guess.confidence < 0.6, "\(target): \(guess.gains)")
      #expect(Set(guess.perhaps.map(\.name)).isSuperset(of: ["mouthDimple" + side, "mouthPress" + side]))
    }
  }

  @Test func aFewTargetsAreToldFromAllChannels() throws {
    let kept = [
      "jawOpen", "eyeBlinkLeft", "eyeBlinkRight", "mouthSmileLeft", "mouthSmileRight", "browInnerUp", "mouthPucker",
    ]
    let found = try guesses(try stranger().keeping(kept.contains))
    #expect(found.count >= 6 && wrong(found).isEmpty, "\(found)")
  }

  @Test func whatNamesTellIsNotToldAgainAndHelpsWithTheRest() throws {
    let names: [String: FaceChannel] = ["jawOpen": .jawOpen, "mouthSmileLeft": .mouthSmileLeft]
    let found = try ChannelGuesser(reference: reference, other: try stranger(), known: names).guesses()
    #expect(!found.contains { names[$0.target] != nil })
    #expect(!found.contains { $0.gains.keys.contains(.jawOpen) || $0.gains.keys.contains(.mouthSmileLeft) })
    #expect(found.first { $0.target == "mouthSmileRight" }?.gains == [.mouthSmileRight: 1])
  }

  @Test func aTargetOfTheBodyDisturbsNothing() throws {
    let other = try stranger { mesh in
      let lowest = mesh.positions.map(\.y).min()!
      let low = mesh.positions.indices.filter { mesh.positions[$0].y < lowest + 2 }
      mesh.targets.append(
        MorphTarget(
          name: "shoulders", indices: low.map { UInt32($0) }, displacements: low.map { _ in [0, 3, 0] }))
    }
    let found = try guesses(other)
    #expect(found["shoulders"] == nil && found.count >= 46 && wrong(found).isEmpty, "\(wrong(found))")
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
