import FaceCurves
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import FaceRig

/// What the targets of the heads that come with Mien do to their meshes.
struct HeadTargetTests {
  @Test(arguments: HeadShape.names) func aHeadHasTheSizeItPromises(name: String) throws {
    let head = try HeadShape(name)
    let vertices = head.mesh.positions.count + head.body.positions.count
    #expect((8_000...20_000).contains(vertices), "\(vertices) vertices")
    let path = TestRepository.folder.appendingPathComponent("Rigs/\(name)/\(name).glb").path
    let bytes = try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    #expect(bytes <= 6_000_000)
    #expect(head.mesh.targets.map(\.name) == FaceChannel.allCases.map(\.name))
    let joints = ["neck", "head", "jaw", "leftEye", "rightEye", "tongue1", "tongue2", "tongue3"]
    #expect(joints.allSatisfy { head.rig.scene.node(named: $0) != nil })
    let parts = ["skin", "lips", "mouth", "gums", "teeth", "tongue", "lashes", "brow", "eye_sclera", "eye_iris", "cornea"]
    #expect(Set(parts).isSubset(of: head.rig.scene.materials.map(\.name)))
  }

  /// Where each of a head's left targets acts most, as shares of the face: across from the middle, and up from the chin to
  /// the brows; and which way.
  private static let regions: [(target: String, up: ClosedRange<Float>, direction: SIMD3<Float>)] = [
    ("eyeBlinkLeft", 0.70...0.95, [0, -1, 0]), ("eyeLookDownLeft", 0.70...0.95, [0, -1, 0]),
    ("eyeLookUpLeft", 0.70...0.95, [0, 1, 0]), ("eyeLookInLeft", 0.70...0.95, [-1, 0, 0]),
    ("eyeLookOutLeft", 0.70...0.95, [1, 0, 0]), ("eyeSquintLeft", 0.65...0.95, [0, 1, 0]),
    ("eyeWideLeft", 0.70...0.95, [0, 1, 0]), ("jawForward", 0...0.45, [0, 0, 1]), ("jawLeft", 0...0.45, [1, 0, 0]),
    ("jawOpen", 0...0.45, [0, -1, 0]), ("mouthClose", 0.1...0.5, [0, 1, 0]), ("mouthFunnel", 0.2...0.5, [0, 0, 1]),
    ("mouthPucker", 0.2...0.5, [0, 0, 1]), ("mouthLeft", 0.2...0.5, [1, 0, 0]), ("mouthSmileLeft", 0.2...0.55, [1, 1, 0]),
    ("mouthFrownLeft", 0.2...0.5, [0, -1, 0]), ("mouthDimpleLeft", 0.2...0.5, [0, 0, -1]),
    ("mouthStretchLeft", 0.2...0.5, [1, 0, 0]), ("mouthRollLower", 0.2...0.5, [0, 0, -1]),
    ("mouthRollUpper", 0.2...0.55, [0, 0, -1]), ("mouthShrugLower", 0.1...0.5, [0, 1, 0]),
    ("mouthShrugUpper", 0.3...0.55, [0, 1, 0]), ("mouthPressLeft", 0.2...0.55, [0, 0, -1]),
    ("mouthLowerDownLeft", 0.2...0.5, [0, -1, 0]), ("mouthUpperUpLeft", 0.3...0.55, [0, 1, 0]),
    ("browDownLeft", 0.85...1.1, [0, -1, 0]), ("browInnerUp", 0.85...1.1, [0, 1, 0]),
    ("browOuterUpLeft", 0.85...1.1, [0, 1, 0]), ("cheekPuff", 0.2...0.55, [0, 0, 1]),
    ("cheekSquintLeft", 0.45...0.8, [0, 1, 0]), ("noseSneerLeft", 0.35...0.75, [0, 1, 0]),
  ]

  @Test(arguments: HeadShape.names) func everyTargetMovesItsRegionItsWay(name: String) throws {
    let head = try HeadShape(name)
    let chin = try head.posed([:]).indices.filter { head.mesh.positions[$0].z > 0.06 }.map { head.mesh.positions[$0].y }.min()!
    let brow = head.vertices("brow").map { head.mesh.positions[$0].y }.reduce(0, +) / Float(head.vertices("brow").count)
    for (target, up, direction) in Self.regions {
      let moves = try head.moves(target)
      let most = try #require(moves.map(HeadShape.length).max())
      #expect((0.001...0.045).contains(most), "\(target) moves by \(most) m")
      let skin = (head.vertices("skin") + head.vertices("lips")).filter { HeadShape.length(moves[$0]) > 0.5 * most }
      var (place, total) = (SIMD3<Float>.zero, SIMD3<Float>.zero)
      for vertex in skin {
        place += head.mesh.positions[vertex] / Float(skin.count)
        total += moves[vertex]
      }
      #expect(up.contains((place.y - chin) / (brow - chin)), "\(target) acts at \((place.y - chin) / (brow - chin))")
      #expect((total * direction).sum() / HeadShape.length(total) / HeadShape.length(direction) > 0.55, "\(target) goes \(total)")
      if target.hasSuffix("Left"), target != "jawLeft", target != "mouthLeft" {
        #expect(place.x > 0.004, "\(target) acts on the wrong side: \(place.x)")
      }
    }
  }

  @Test(arguments: HeadShape.names) func everyTongueTargetMovesTheTongueAlone(name: String) throws {
    let head = try HeadShape(name)
    let directions: [String: SIMD3<Float>] = [
      "tongueOut": [0, 0, 1], "tongueTipUp": [0, 1, 0], "tongueTipDown": [0, -1, 0], "tongueTipLeft": [1, 0, 0],
      "tongueTipRight": [-1, 0, 0], "tongueRollUp": [0, 1, 0], "tongueRollDown": [0, -1, 0], "tongueUp": [0, 1, 0],
      "tongueDown": [0, -1, 0], "tongueLeft": [1, 0, 0], "tongueRight": [-1, 0, 0], "tongueIn": [0, 0, -1],
      "tongueStretch": [0, 0, 1],
    ]
    let tongue = Set(head.vertices("tongue"))
    for channel in FaceChannel.tongue + [.tongueOut] {
      let moves = try head.moves(channel.name)
      #expect(moves.indices.allSatisfy { tongue.contains($0) || moves[$0] == .zero }, "\(channel.name)")
      #expect(moves.contains { HeadShape.length($0) > 0.001 }, "\(channel.name) does nothing")
      guard let direction = directions[channel.name] else { continue }
      let total = moves.reduce(.zero, +)
      #expect((total * direction).sum() > 0.5 * HeadShape.length(total), "\(channel.name) goes \(total)")
    }
  }

  @Test(arguments: HeadShape.names) func leftIsTheMirrorOfRight(name: String) throws {
    let head = try HeadShape(name)
    // Vertices by place, in tenths of a millimetre; several may share one.
    func key(_ p: SIMD3<Float>) -> SIMD3<Int32> { SIMD3<Int32>((p * 10_000).rounded(.toNearestOrEven)) }
    var there: [SIMD3<Int32>: [Int]] = [:]
    for (vertex, place) in head.mesh.positions.enumerated() { there[key(place), default: []].append(vertex) }
    func near(_ place: SIMD3<Float>) -> [Int] {
      let center = key(place)
      return (-1...1).flatMap { x in
        (-1...1).flatMap { y in (-1...1).flatMap { z in there[center &+ SIMD3(Int32(x), Int32(y), Int32(z))] ?? [] } }
      }
    }
    let flip = SIMD3<Float>(-1, 1, 1)
    let pairs = head.mesh.targets.map(\.name).filter { $0.hasSuffix("Left") }
    #expect(pairs.count == 25)
    let partners = head.mesh.positions.map { near($0 * flip) }
    #expect(partners.allSatisfy { !$0.isEmpty }, "\(partners.filter(\.isEmpty).count) vertices have no mirror image")
    for left in pairs {
      let (own, other) = (try head.moves(left), try head.moves(left.dropLast(4) + "Right"))
      let apart = own.indices.map { vertex in
        partners[vertex].map { HeadShape.length(other[$0] * flip - own[vertex]) }.min() ?? 1
      }.max() ?? 1
      #expect(apart < 2e-5, "\(left) and its mirror image differ by \(apart) m")
    }
  }

  @Test(arguments: HeadShape.names) func lipsStayTogetherWhileTheJawOpensUnderMouthClose(name: String) throws {
    let head = try HeadShape(name)
    let pairs = try head.lipPairs()
    #expect(pairs.count > 15)
    for weight in stride(from: Float(0), through: 1, by: 0.1) {
      let places = try head.posed(["jawOpen": weight, "mouthClose": weight])
      let gap = pairs.map { HeadShape.length(places[$0.upper] - places[$0.lower]) }.max() ?? 1
      #expect(gap < 0.0004, "\(gap) m apart at \(weight)")
    }
  }

  @Test(arguments: HeadShape.names) func aBlinkClosesTheLidsAndNeverGoesThroughTheEyeball(name: String) throws {
    let head = try HeadShape(name)
    for isLeft in [true, false] {
      let (center, radius) = try head.eye(isLeft)
      let target = isLeft ? "eyeBlinkLeft" : "eyeBlinkRight"
      let moves = try head.moves(target)
      let skin = head.vertices("skin").filter { HeadShape.length(moves[$0]) > 1e-5 }
      for weight in stride(from: Float(0), through: 1, by: 0.05) {
        let nearest = skin.map { HeadShape.length(head.mesh.positions[$0] + moves[$0] * weight - center) }.min() ?? 0
        #expect(nearest > radius * 1.0, "\(target) \(weight): \(nearest / radius) of the eyeball's radius")
      }
      // Seen from in front, no direction through the iris passes between the closed lids.
      let closed = try head.posed([target: 1])
      for x in stride(from: Float(-0.5), through: 0.5, by: 0.1) {
        for y in stride(from: Float(-0.5), through: 0.5, by: 0.05) {
          let point = center + SIMD3(x, y, 0) * radius
          #expect(covered(head, closed, point), "\(target) leaves the eye open at \(x), \(y)")
        }
      }
    }
  }

  /// Whether skin lies in front of a place.
  private func covered(_ head: HeadShape, _ places: [SIMD3<Float>], _ point: SIMD3<Float>) -> Bool {
    head.mesh.faceSizes.indices.contains { face in
      let t = head.triangle(face, places)
      guard t[0].z > point.z || t[1].z > point.z else { return false }
      func side(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float {
        (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
      }
      let (p, q, r) = (side(t[0], t[1]), side(t[1], t[2]), side(t[2], t[0]))
      return (p >= 0 && q >= 0 && r >= 0) || (p <= 0 && q <= 0 && r <= 0)
    }
  }

  /// Gap, width and protrusion (middle of the lips before their corners), in mouth widths.
  private func readout(_ head: HeadShape, _ target: String) throws -> (gap: Float, width: Float, protrusion: Float) {
    let moves = try head.moves(target)
    let pairs = try head.lipPairs()
    let middle = try #require(pairs.min { abs(head.mesh.positions[$0.upper].x) < abs(head.mesh.positions[$1.upper].x) })
    let lips = head.vertices("lips")
    let left = try #require(lips.max { head.mesh.positions[$0].x < head.mesh.positions[$1].x })
    let right = try #require(lips.min { head.mesh.positions[$0].x < head.mesh.positions[$1].x })
    let width = head.mesh.positions[left].x - head.mesh.positions[right].x
    return (
      (moves[middle.upper].y - moves[middle.lower].y) / width, (moves[left].x - moves[right].x) / width,
      ((moves[middle.upper].z + moves[middle.lower].z) - (moves[left].z + moves[right].z)) / 2 / width
    )
  }

  @Test(.enabled(if: SharedRigs.arePresent), arguments: HeadShape.names)
  func lipsMoveInTheDirectionsOfARealHeads(name: String) throws {
    let table = SharedRigs.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("reference/tables/ict_lip_readout.csv")
    let head = try HeadShape(name)
    var compared = 0
    for line in try String(contentsOf: table, encoding: .utf8).split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      let own = try readout(head, cells[0])
      // What a real head does by less than a fiftieth of its mouth's width has no direction to speak of; an open jaw
      // carries the corners' depth with it, in a head's own way.
      let measures = [("gap", own.gap, 1, Float(0.02)), ("width", own.width, 2, 0.08), ("protrusion", own.protrusion, 3, 0.034)]
      for (what, value, column, least) in measures {
        let real = try #require(Float(cells[column]))
        guard abs(real) > least else { continue }
        compared += 1
        #expect(value * real > 0 && abs(value) > 0.15 * abs(real), "\(cells[0]): \(what) \(value), of a real head \(real)")
      }
    }
    #expect(compared > 35)
  }

  @Test(arguments: HeadShape.names) func noTargetTearsOrTurnsAFaceOver(name: String) throws {
    let head = try HeadShape(name)
    let rest = head.mesh.faceSizes.indices.map { HeadShape.cross(head.triangle($0, head.mesh.positions)) }
    for target in head.mesh.targets.map(\.name) where target != "mouthClose" {
      let places = try head.posed([target: 1])
      let faults = faults(head, rest, places)
      #expect(faults.turned == 0 && faults.torn == 0, "\(target): \(faults)")
    }
    let faults = faults(head, rest, try head.posed(["jawOpen": 1, "mouthClose": 1]))
    #expect(faults.turned == 0 && faults.torn == 0, "mouthClose on jawOpen: \(faults)")
  }

  /// Faces whose front has become their back, and edges longer than a target may pull them.
  private func faults(_ head: HeadShape, _ rest: [SIMD3<Float>], _ places: [SIMD3<Float>]) -> (turned: Int, torn: Int) {
    var (turned, torn) = (0, 0)
    let inside = Set(head.vertices("mouth"))
    for face in rest.indices {
      let now = HeadShape.cross(head.triangle(face, places))
      let (a, b) = (HeadShape.length(rest[face]), HeadShape.length(now))
      let corners = (3 * face..<3 * face + 3).map { Int(head.mesh.corners[$0]) }
      guard !corners.allSatisfy(inside.contains), places != head.mesh.positions else { continue }
      if b > 0.05 * a, (now * rest[face]).sum() < -0.5 * a * b { turned += 1 }
      let t = head.triangle(face, places)
      if (0..<3).contains(where: { HeadShape.length(t[$0] - t[($0 + 1) % 3]) > 0.030 }) { torn += 1 }
    }
    return (turned, torn)
  }

  @Test(arguments: HeadShape.names) func normalsOfTargetsAreThoseOfTheMovedSkin(name: String) throws {
    let head = try HeadShape(name)
    for target in ["jawOpen", "mouthSmileLeft", "eyeBlinkRight", "cheekPuff", "browInnerUp", "tongueOut"] {
      let shape = try #require(head.mesh.targets.first { $0.name == target })
      let places = try head.posed([target: 1])
      var smooth = [SIMD3<Float>](repeating: .zero, count: places.count)
      var own = smooth
      for face in head.mesh.faceSizes.indices {
        let cross = HeadShape.cross(head.triangle(face, places))
        for corner in 3 * face..<3 * face + 3 {
          smooth[Int(head.mesh.corners[corner])] += cross
          own[Int(head.mesh.corners[corner])] = head.mesh.cornerNormals[corner]
        }
      }
      for (place, vertex) in shape.indices.enumerated() { own[Int(vertex)] += shape.normalDisplacements[place] }
      let cosines = shape.indices.map { vertex -> Float in
        let (a, b) = (smooth[Int(vertex)], own[Int(vertex)])
        return (a * b).sum() / max(HeadShape.length(a) * HeadShape.length(b), 1e-20)
      }.sorted()
      // Along seams between materials each side sees only half of the faces.
      #expect(cosines[cosines.count / 20] > 0.9, "\(target): \(cosines[cosines.count / 20])")
    }
  }

  @Test(arguments: HeadShape.names) func threeTargetsAtOnceStaySane(name: String) throws {
    let head = try HeadShape(name)
    let rest = head.mesh.faceSizes.indices.map { HeadShape.cross(head.triangle($0, head.mesh.positions)) }
    var random = TestRandom(11)
    let names = head.mesh.targets.map(\.name).filter { $0 != "mouthClose" }
    let size = (head.mesh.positions.map(\.y).max() ?? 0) - (head.mesh.positions.map(\.y).min() ?? 0)
    for _ in 0..<40 {
      let chosen = names.shuffled(using: &random).prefix(3)
      let places = try head.posed(Dictionary(uniqueKeysWithValues: chosen.map { ($0, 1) }))
      let faults = faults(head, rest, places)
      // Opposed shapes fold a few faces of the lips' rims; nothing more.
      #expect(faults.turned <= rest.count / 200 && faults.torn == 0, "\(chosen): \(faults)")
      let farthest = zip(places, head.mesh.positions).map { HeadShape.length($0 - $1) }.max() ?? 0
      #expect(farthest < 0.25 * size, "\(chosen) move a vertex by \(farthest) m")
    }
  }
}
