internal import Foundation

/// A node's place in its parent: scale, then turn, then shift.
package struct SceneTransform: Sendable, Equatable {
  package var translation: SIMD3<Float>
  /// x, y, z, w.
  package var rotation: SIMD4<Float>
  package var scale: SIMD3<Float>

  package init(
    translation: SIMD3<Float> = .zero, rotation: SIMD4<Float> = [0, 0, 0, 1], scale: SIMD3<Float> = [1, 1, 1]
  ) {
    self.translation = translation
    self.rotation = rotation
    self.scale = scale
  }

  package var matrix: SceneMatrix {
    let turn = SceneMatrix(rotation: rotation)
    return SceneMatrix(columns: [
      turn.columns[0] * scale.x, turn.columns[1] * scale.y, turn.columns[2] * scale.z,
      SIMD4(translation, 1),
    ])
  }

  /// The parts of a matrix without shear.
  package init(_ matrix: SceneMatrix) {
    let columns = matrix.columns
    func xyz(_ column: SIMD4<Float>) -> SIMD3<Float> { SIMD3(column.x, column.y, column.z) }
    var scale = SIMD3(xyz(columns[0]).length, xyz(columns[1]).length, xyz(columns[2]).length)
    if matrix.determinant3 < 0 { scale.x = -scale.x }
    let safe = SIMD3((0..<3).map { scale[$0].magnitude < 1e-12 ? 1 : scale[$0] })
    let turn = SceneMatrix(columns: [columns[0] / safe.x, columns[1] / safe.y, columns[2] / safe.z, [0, 0, 0, 1]])
    self.init(translation: xyz(columns[3]), rotation: turn.quaternion, scale: scale)
  }
}
