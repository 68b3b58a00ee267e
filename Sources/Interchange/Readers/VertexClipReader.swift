internal import ArrayFiles
internal import FaceCurves
internal import FaceRig
internal import Foundation

/// A clip from the moving vertices of a rig's mesh: frames × vertices × 3, or frames × (vertices · 3).
struct VertexClipReader {
  let array: NPYArray
  let frameRate: FrameRate
  let name: String
  let settings: ImportSettings

  /// What such arrays are called.
  static let keys = ["vertices", "verts", "positions"]

  /// Frames that are turned into single precision at a time.
  private static let block = 256

  func clip() throws(InterchangeError) -> FaceClip {
    let shape = array.shape
    let isWhole = shape.count == 3 && shape[2] == 3
    guard isWhole || (shape.count == 2 && shape[1] % 3 == 0), shape[1] > 0, array.isNumeric else {
      throw InterchangeError(
        .formatUnknown, "'\(name)' has an array of \(shape) that is no sequence of vertices: frames × vertices × 3")
    }
    guard let rig = settings.rig else {
      throw InterchangeError(.formatUnknown, "'\(name)' has vertices: name the rig whose they are with --rig")
    }
    let vertexCount = isWhole ? shape[1] : shape[1] / 3
    do {
      var solver = try RigVertexSolver(
        rig: rig, vertexCount: vertexCount, settings: settings.solve, cancels: settings.cancelsOpposed)
      var rows: [[Float]] = []
      for start in stride(from: 0, to: shape[0], by: Self.block) {
        let frames = min(Self.block, shape[0] - start)
        let size = vertexCount * 3
        let positions = array.floats(start * size..<(start + frames) * size)
        let weights = try positions.withUnsafeBufferPointer { buffer throws(RigError) in
          try solver.weights(frames: frames, positions: buffer)
        }
        for frame in 0..<frames {
          rows.append(Array(weights[frame * FaceChannel.count..<(frame + 1) * FaceChannel.count]))
        }
      }
      return try FrameTable(
        name: name, frameRate: frameRate, columns: FaceChannel.allCases.map { FrameTable.Column(name: $0.name) }
      ).clip(rows)
    } catch let error as RigError {
      throw InterchangeError(.damaged, "'\(name)': \(error.message)")
    } catch let error as InterchangeError {
      throw error
    } catch {
      throw InterchangeError(.damaged, "'\(name)': \(error)")
    }
  }
}
