internal import ArrayFiles
internal import FaceCurves
internal import FaceRig
internal import Foundation

/// A clip from FLAME's parameters as tools save them: expressions and the jaw's turn, with the head's and the eyes'
/// where they are there.
struct FlameClipReader {
  let arrays: [String: NPYArray]
  let frameRate: FrameRate
  let name: String
  let settings: ImportSettings

  static let expressionKeys = ["expression", "expressions", "exp", "expr"]
  static let turnKeys = ["jaw_pose", "jaw", "pose", "poses", "neck_pose", "neck", "global_pose", "eye_pose"]

  func clip() throws(InterchangeError) -> FaceClip {
    guard let model = settings.flame, let rig = settings.rig else {
      throw InterchangeError(
        .formatUnknown, "'\(name)' has FLAME's expressions: name the FLAME model's .pkl with --flame")
    }
    guard let expressions = Self.expressionKeys.lazy.compactMap({ rows(arrays[$0]) }).first, !expressions.isEmpty else {
      throw InterchangeError(.damaged, "'\(name)' has expressions that are no frames × coefficients: save it again")
    }
    let count = expressions.count
    let jaw =
      turns(["jaw_pose", "jaw"], count, at: 0) ?? turns(["pose"], count, at: 3) ?? turns(["poses"], count, at: 66)
    do {
      var solver = try FlameFaceSolver(model: model, head: rig)
      var weights: [[Float]] = []
      for frame in 0..<count {
        let turn = jaw?[frame].vector ?? .zero
        weights.append(try solver.face(expressions: expressions[frame], jaw: [turn.x, turn.y, turn.z]))
      }
      var clip = try FrameTable(
        name: name, frameRate: frameRate, columns: FaceChannel.allCases.map { FrameTable.Column(name: $0.name) }
      ).clip(weights)
      let joints: [(FaceJoint, [AxisAngle]?)] = [
        (.head, turns(["neck_pose", "neck"], count, at: 0)),
        (.neck, turns(["global_pose"], count, at: 0) ?? turns(["pose"], count, at: 0)),
        (.leftEye, turns(["eye_pose"], count, at: 0)), (.rightEye, turns(["eye_pose"], count, at: 3)),
      ]
      for (joint, track) in joints {
        guard let track, track.contains(where: { $0.vector != .zero }) else { continue }
        try clip.setRotations(joint, track.prefix(clip.frameCount).map(\.turn))
      }
      return clip
    } catch let error as InterchangeError {
      throw error
    } catch {
      throw InterchangeError(.damaged, "'\(name)': \(error)")
    }
  }

  private func rows(_ array: NPYArray?) -> [[Float]]? {
    guard let array, array.shape.count == 2, array.shape[1] > 0, let values = array.floats else { return nil }
    return (0..<array.shape[0]).map { Array(values[$0 * array.shape[1]..<($0 + 1) * array.shape[1]]) }
  }

  /// Three columns of the first of these arrays that has them in every frame.
  private func turns(_ keys: [String], _ count: Int, at column: Int) -> [AxisAngle]? {
    for key in keys {
      guard let rows = rows(arrays[key]), rows.count == count, rows[0].count >= column + 3 else { continue }
      return rows.map { AxisAngle(vector: [$0[column], $0[column + 1], $0[column + 2]]) }
    }
    return nil
  }
}
