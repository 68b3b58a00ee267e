internal import FaceCurves
internal import FaceRig
internal import Foundation
internal import SceneFiles

/// Times the blendshape solve: 300 targets that each move a patch of 30,000 vertices, 1,000 frames of a movement in which
/// half of the weights rest and a fifth stand at 1.
@main
enum SolveBench {
  static let vertexCount = 30_000
  static let targetCount = 300
  static let frameCount = 1_000

  static func main() throws {
    var random = SeededRandom(seed: 1)
    func coordinate() -> Float { Float.random(in: -1...1, using: &random) }
    func vector() -> SIMD3<Float> { [coordinate(), coordinate(), coordinate()] }
    let positions = (0..<vertexCount).map { _ in vector() }
    let targets = (0..<targetCount).map { number in
      let center = vector()
      let push = vector() * 0.1
      return MorphTarget(
        name: "\(number)",
        dense: positions.map { place in
          let offset = place - center
          return push * max(0, 0.8 - (offset * offset).sum())
        })
    }
    let phases = (0..<targetCount).map { _ in Float.random(in: 0...6, using: &random) }
    let weights = (0..<frameCount).map { frame in
      phases.map { phase in min(1, max(0, 1.2 * sin(Float(frame) * 0.13 + phase))) }
    }
    var surface = [Float](repeating: 0, count: frameCount * vertexCount * 3)
    for (frame, weights) in weights.enumerated() {
      var moved = positions
      for (target, weight) in zip(targets, weights) where weight != 0 {
        for (index, move) in zip(target.indices, target.displacements) { moved[Int(index)] += move * weight }
      }
      for (vertex, place) in moved.enumerated() {
        for axis in 0..<3 { surface[(frame * vertexCount + vertex) * 3 + axis] = place[axis] }
      }
    }
    let start = clock()
    var solver = try BlendshapeSolver(
      mesh: SceneMesh(name: "ball", positions: positions, targets: targets),
      limits: Array(repeating: 0...1, count: targetCount))
    let prepared = clock()
    let found = try surface.withUnsafeBufferPointer {
      try solver.weights(frames: frameCount, vertexCount: vertexCount, positions: $0)
    }
    let end = clock()
    let worst = zip(found, weights.joined()).map { abs($0 - $1) }.max() ?? 0
    func seconds(_ from: Int, _ to: Int) -> String {
      String(format: "%.2f", Double(to - from) / Double(CLOCKS_PER_SEC))
    }
    print(
      "\(targetCount) targets, \(vertexCount) vertices, \(frameCount) frames: \(seconds(start, prepared)) s to prepare, \(seconds(prepared, end)) s to solve, greatest error of a weight \(worst)"
    )
  }
}
