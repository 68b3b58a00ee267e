internal import FaceCurves
internal import Foundation
internal import SceneFiles

/// How much of the room, and of the key light, the head itself keeps from each of its shading vertices; with the mouth shut
/// and with it open. Traced once, by drawing the head's depth from many directions.
struct Exposure: Sendable {
  /// For each shading vertex: room with the mouth shut and open, key light with the mouth shut and open, 0…1.
  private(set) var shares: [SIMD4<Float>] = []

  /// Evenly over the sphere.
  private static let directionCount = 72
  private static let keyDirectionCount = 9
  /// Half the angle that the key light seems wide, radians.
  private static let keySpread: Float = 0.16
  private static let mapSide = 224
  /// Of the head's size: what lies nearer than this behind a surface is that surface.
  private static let bias: Float = 0.012

  init(tracing mesh: StageMesh, _ surfaces: [Surface], _ framing: HeadFraming, _ poser: HeadPoser) {
    shares = [SIMD4<Float>](repeating: .zero, count: mesh.sourceVertices.count)
    for pose in 0..<2 {
      var face = [Float](repeating: 0, count: FaceChannel.count)
      face[FaceChannel.jawOpen.rawValue] = Float(pose) * 0.8
      face.withUnsafeBufferPointer { poser.pose($0, rotations: [:]) }
      trace(mesh, surfaces, framing, poser, pose)
    }
    // Once over the neighbours: the maps' grain goes, the shade stays.
    for _ in 0..<2 { smooth(mesh) }
  }

  private mutating func trace(
    _ mesh: StageMesh, _ surfaces: [Surface], _ framing: HeadFraming, _ poser: HeadPoser, _ pose: Int
  ) {
    let count = shares.count
    let depth = DepthMap(side: Self.mapSide)
    let size = (framing.headHigh - framing.headLow).length
    let center = SIMD4((framing.headHigh + framing.headLow) / 2)
    var room = [Float](repeating: 0, count: count)
    var most = [Float](repeating: 0, count: count)
    for direction in Self.sphere {
      depth.draw(mesh, surfaces, poser.positions, from: direction, center: center, size: size)
      for vertex in 0..<count {
        let cosine = poser.normals[vertex].dot3(direction)
        guard cosine > 0 else { continue }
        most[vertex] += cosine
        if depth.sees(poser.positions[Int(mesh.sourceVertices[vertex])], bias: Self.bias * size) {
          room[vertex] += cosine
        }
      }
    }
    for vertex in 0..<count { shares[vertex][pose] = most[vertex] > 0 ? room[vertex] / most[vertex] : 1 }
    for direction in Self.keyDirections {
      depth.draw(mesh, surfaces, poser.positions, from: direction, center: center, size: size)
      for vertex in 0..<count
      where depth.sees(poser.positions[Int(mesh.sourceVertices[vertex])], bias: Self.bias * size) {
        shares[vertex][2 + pose] += 1 / Float(Self.keyDirectionCount)
      }
    }
  }

  private mutating func smooth(_ mesh: StageMesh) {
    var sums = shares
    var counts = [Float](repeating: 1, count: shares.count)
    for triangle in 0..<mesh.triangleCount {
      let corners = (0..<3).map { Int(mesh.corners[3 * triangle + $0]) }
      for (vertex, next) in [(0, 1), (1, 2), (2, 0)] {
        sums[corners[vertex]] += shares[corners[next]]
        counts[corners[vertex]] += 1
      }
    }
    for vertex in shares.indices { shares[vertex] = sums[vertex] / counts[vertex] }
  }

  /// A spiral from pole to pole.
  private static let sphere: [SIMD4<Float>] = (0..<directionCount).map { number in
    let y = 1 - 2 * (Float(number) + 0.5) / Float(directionCount)
    let turn = Float(number) * 2.399_963
    let across = (1 - y * y).squareRoot()
    return SIMD4(across * cos(turn), y, across * sin(turn), 0)
  }

  private static let keyDirections: [SIMD4<Float>] = (0..<keyDirectionCount).map { number in
    let forward = Studio.key.direction
    let right = SIMD4<Float>(0, 1, 0, 0).cross3(forward).unit3
    let up = forward.cross3(right)
    let reach = keySpread * (Float(number) / Float(keyDirectionCount - 1)).squareRoot()
    let turn = Float(number) * 2.399_963
    return (forward + right * (reach * cos(turn)) + up * (reach * sin(turn))).unit3
  }
}
