import FaceCurves
import SceneFiles
import TestSupport
import Testing

@testable import FaceRig

/// One of the heads that come with Mien, as its tests measure it: vertices by material, moved by its targets.
struct HeadShape {
  static let names = ["aria", "bruno", "fern"]

  let rig: Rig
  let mesh: SceneMesh
  let body: SceneMesh
  private let material: [String: Set<Int>]

  init(_ name: String) throws {
    rig = try Rig(path: TestRepository.folder.appendingPathComponent("Rigs/\(name)").path)
    mesh = try #require(rig.scene.meshes.first { !$0.targets.isEmpty })
    body = try #require(rig.scene.meshes.first { $0.targets.isEmpty })
    var found: [String: Set<Int>] = [:]
    for (face, number) in mesh.faceMaterials.enumerated() {
      for corner in 3 * face..<3 * face + 3 {
        found[rig.scene.materials[number].name, default: []].insert(Int(mesh.corners[corner]))
      }
    }
    material = found
  }

  func vertices(_ name: String) -> [Int] { (material[name] ?? []).sorted() }

  /// Displacements of every vertex at weight 1.
  func moves(_ name: String) throws -> [SIMD3<Float>] {
    let target = try #require(mesh.targets.first { $0.name == name }, "no target '\(name)'")
    var all = [SIMD3<Float>](repeating: .zero, count: mesh.positions.count)
    for (index, move) in zip(target.indices, target.displacements) { all[Int(index)] = move }
    return all
  }

  /// Places under a face of target weights.
  func posed(_ weights: [String: Float]) throws -> [SIMD3<Float>] {
    var places = mesh.positions
    for (name, weight) in weights {
      for (vertex, move) in try moves(name).enumerated() { places[vertex] += move * weight }
    }
    return places
  }

  /// A face's three places.
  func triangle(_ face: Int, _ places: [SIMD3<Float>]) -> [SIMD3<Float>] {
    (3 * face..<3 * face + 3).map { places[Int(mesh.corners[$0])] }
  }

  static func cross(_ t: [SIMD3<Float>]) -> SIMD3<Float> {
    let (a, b) = (t[1] - t[0], t[2] - t[0])
    return [a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x]
  }

  static func length(_ v: SIMD3<Float>) -> Float { (v * v).sum().squareRoot() }

  /// The middle of an eyeball and its radius, read off the whites.
  func eye(_ left: Bool) throws -> (center: SIMD3<Float>, radius: Float) {
    let joint = try #require(rig.joints[left ? .leftEye : .rightEye])
    let matrix = SceneTree(rig.scene.nodes).globalMatrix(of: joint.node)
    let center = matrix.transform(.zero)
    let white = try #require(rig.scene.materials.firstIndex { $0.name == "eye_sclera" })
    var radius: Float = 0
    for (face, number) in body.faceMaterials.enumerated() where number == white {
      let place = body.positions[Int(body.corners[3 * face])]
      if (place.x > 0) == left { radius = max(radius, Self.length(place - center)) }
    }
    return (center, radius)
  }

  /// Inner lips: pairs of an upper and a lower vertex that meet at rest, over the width of the mouth.
  func lipPairs() throws -> [(upper: Int, lower: Int)] {
    let (up, down) = (try moves("mouthUpperUpLeft"), try moves("mouthLowerDownLeft"))
    let (upRight, downRight) = (try moves("mouthUpperUpRight"), try moves("mouthLowerDownRight"))
    let lips = vertices("lips")
    let uppers = lips.filter { up[$0].y + upRight[$0].y > 0.0003 }
    let lowers = lips.filter { down[$0].y + downRight[$0].y < -0.0003 }
    return uppers.compactMap { upper in
      lowers.min { Self.length(mesh.positions[$0] - mesh.positions[upper]) < Self.length(mesh.positions[$1] - mesh.positions[upper]) }
        .map { (upper, $0) }
    }.filter { Self.length(mesh.positions[$0.upper] - mesh.positions[$0.lower]) < 0.0002 }
  }
}
