internal import FaceCurves
internal import Files
internal import Foundation

/// A face as the controls of a MetaHuman show it.
///
/// Controls: reference FORMATS §3.1 (251 names); what each ARKit channel asks of them: the pose asset that comes with
/// MetaHumans. Lips that meet under an open jaw are `mouthLipsTogether…`, for that asset has no pose for mouthClose.
package struct MetaHumanFace: Sendable {
  /// The 251 names, without `CTRL_expressions_`.
  package static let controls: [String] = rows.map(\.name)
  /// The 174 attributes of the control board, as `CTRL_L_brow_down.ty`.
  package static let boardAttributes: [String] = Table(resource: "metahuman-board").rows.map { $0[0] }

  private struct Row {
    let name: String
    let board: String
    let sign: Float
  }

  private static let rows: [Row] = Table(resource: "metahuman-controls").rows.map {
    Row(name: $0[0], board: $0[1], sign: Float($0[2]) ?? 0)
  }

  private let drivers: [TargetDriver?]
  /// By control, the attribute of the board and its sign.
  private let places: [(attribute: Int, sign: Float)?]

  package init() {
    drivers = Self.controls.map { RigVocabulary.metaHuman.driver(ofTarget: $0) }
    let attributes = Dictionary(uniqueKeysWithValues: Self.boardAttributes.enumerated().map { ($1, $0) })
    places = Self.rows.map { row in attributes[row.board].map { ($0, row.sign) } }
  }

  /// Weights of the controls, 0…1, under a face of `FaceChannel.count` weights.
  package func controls(_ face: UnsafeBufferPointer<Float>, into weights: inout [Float]) {
    weights.removeAll(keepingCapacity: true)
    for driver in drivers { weights.append(driver?.weight(face) ?? 0) }
  }

  /// Values of the board's attributes, −1…1; opposite controls share one.
  package func board(_ face: UnsafeBufferPointer<Float>, into values: inout [Float]) {
    values.removeAll(keepingCapacity: true)
    values.append(contentsOf: repeatElement(0, count: Self.boardAttributes.count))
    for (driver, place) in zip(drivers, places) {
      guard let driver, let place else { continue }
      values[place.attribute] += driver.weight(face) * place.sign
    }
  }
}
