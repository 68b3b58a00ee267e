internal import Foundation
internal import SceneFiles

/// What of a FLAME head moves: expressions and the jaw (Li et al. 2017, "Learning a model of facial shape and expression
/// from 4D scans"). The file is the user's own; none comes with the project.
public struct FlameModel: Sendable {
  /// Vertices at rest, metres, Y up, Z forward.
  let template: [SIMD3<Float>]
  /// Expression after expression, what a coefficient of 1 adds to every vertex.
  let expressions: [[SIMD3<Float>]]
  /// How much of the jaw's turn each vertex follows.
  let jawWeights: [Float]
  let jaw: SIMD3<Float>
  let leftEye: SIMD3<Float>
  let rightEye: SIMD3<Float>

  package var expressionCount: Int { expressions.count }

  /// Joints in FLAME's order: the root, neck, jaw, left and right eye.
  private static let jointCount = 5
  /// Of 400 shape directions the last 100 are expressions; of the older 150, the last 50.
  private static let identities = [400: 300, 150: 100]

  /// - Parameters:
  ///   - template: `v_template`, vertices × 3.
  ///   - directions: `shapedirs`, vertices × 3 × `directionCount`, row after row.
  ///   - regressor: `J_regressor`, 5 × vertices.
  ///   - weights: `weights`, vertices × 5.
  /// - Throws: ``RigError`` `.solveInvalid` where the sizes do not fit together.
  package init(
    template: [Float], directions: [Float], directionCount: Int, regressor: [Float], weights: [Float]
  ) throws(RigError) {
    let count = template.count / 3
    guard count > 0, template.count == 3 * count, directionCount > 0, directions.count == 3 * count * directionCount,
      regressor.count == Self.jointCount * count, weights.count == Self.jointCount * count
    else {
      throw RigError(
        .solveInvalid,
        "the FLAME file does not fit together: v_template has \(template.count) numbers, shapedirs \(directions.count), J_regressor \(regressor.count), weights \(weights.count)"
      )
    }
    guard let identities = Self.identities[directionCount] else {
      throw RigError(
        .solveInvalid,
        "the FLAME file has \(directionCount) shape directions: 400 are known (300 identities, 100 expressions), and 150 (100, 50)"
      )
    }
    guard (template + directions + regressor + weights).allSatisfy(\.isFinite) else {
      throw RigError(.solveInvalid, "the FLAME file has values that are no numbers: fetch it again")
    }
    let positions = (0..<count).map { SIMD3(template[3 * $0], template[3 * $0 + 1], template[3 * $0 + 2]) }
    self.template = positions
    expressions = (identities..<directionCount).map { column in
      (0..<count).map { vertex in
        let row = 3 * vertex * directionCount + column
        return SIMD3(directions[row], directions[row + directionCount], directions[row + 2 * directionCount])
      }
    }
    jawWeights = (0..<count).map { weights[Self.jointCount * $0 + 2] }
    func joint(_ number: Int) -> SIMD3<Float> {
      positions.indices.reduce(.zero) { $0 + positions[$1] * regressor[number * count + $1] }
    }
    (jaw, leftEye, rightEye) = (joint(2), joint(3), joint(4))
  }

  /// The head with each parameter as a target: an expression of 1, and a radian of the jaw, along the chord of a turn
  /// as wide as speech has it.
  var head: MovingHead {
    var targets = expressions.enumerated().map { MorphTarget(name: "expression\($0.offset)", dense: $0.element) }
    for axis in 0..<3 {
      let moves = template.indices.map { vertex -> SIMD3<Float> in
        let arm = template[vertex] - jaw
        return (Self.turned(arm, about: axis, by: Self.spokenJawRadians) - arm) * jawWeights[vertex]
          / Self.spokenJawRadians
      }
      targets.append(MorphTarget(name: "jaw\(["X", "Y", "Z"][axis])", dense: moves))
    }
    return MovingHead(positions: template, targets: targets)
  }

  private static let spokenJawRadians: Float = 0.15

  private static func turned(_ v: SIMD3<Float>, about axis: Int, by radians: Float) -> SIMD3<Float> {
    let (cosine, sine) = (cos(radians), sin(radians))
    let (second, third) = ((axis + 1) % 3, (axis + 2) % 3)
    var out = v
    out[second] = v[second] * cosine - v[third] * sine
    out[third] = v[second] * sine + v[third] * cosine
    return out
  }
}
