internal import ArrayFiles
package import FaceCurves
package import FaceRig
package import Files
internal import Foundation

/// A clip as FLAME's parameters: `expression` (frames × expressions), `jaw_pose`, `neck_pose`, `global_pose` (frames × 3) and
/// `eye_pose` (frames × 6, left and right), axis and angle in radians, and `fps`.
package struct FlameNPZWriter: ClipWriter {
  private let mapping: FlameMapping
  private let lips: LipReadout
  private let expressionCount: Int
  private let frameRate: FrameRate

  /// `rig`: the head whose channels the clip's are; `model`: the user's FLAME model.
  /// - Throws: ``InterchangeError`` `.formatUnknown` where there is no model, `.damaged` where it fits no head.
  package init(rig: Rig, model: FlameModel?, frameRate: FrameRate) throws(InterchangeError) {
    guard let model else {
      throw InterchangeError(.formatUnknown, "FLAME's parameters need the FLAME model: name its .pkl with --flame")
    }
    do { mapping = try FlameMapping(model: model, head: rig) } catch {
      throw InterchangeError(.damaged, error.message)
    }
    lips = rig.lipReadout
    expressionCount = model.expressionCount
    self.frameRate = frameRate
  }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let sampler = ClipSampler(clip, at: frameRate, readout: lips)
    let count = sampler.frameCount
    var face = [Float](repeating: 0, count: FaceChannel.count)
    var expressions: [Float] = []
    var jaw: [Float] = []
    for frame in 0..<count {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      let parameters = face.withUnsafeBufferPointer { mapping.parameters(of: $0) }
      expressions += parameters.prefix(expressionCount)
      jaw += parameters.suffix(3)
    }
    func turns(_ joints: [FaceJoint]) -> [Float] {
      (0..<count).flatMap { frame in
        joints.flatMap { joint -> [Float] in
          let turn = AxisAngle(sampler.rotation(joint, frame)).vector
          return [turn.x, turn.y, turn.z]
        }
      }
    }
    let arrays: [(String, NPYArray)] = [
      ("expression", .floats(expressions, shape: [count, expressionCount])),
      ("jaw_pose", .floats(jaw, shape: [count, 3])), ("global_pose", .floats(turns([.neck]), shape: [count, 3])),
      ("neck_pose", .floats(turns([.head]), shape: [count, 3])),
      ("eye_pose", .floats(turns([.leftEye, .rightEye]), shape: [count, 6])),
      ("fps", .scalar(frameRate.framesPerSecond)),
      ("rate", .texts(["\(frameRate.numerator)/\(frameRate.denominator)"], isScalar: true)),
    ]
    let archive = ZipArchive.packed(arrays.map { ("\($0.0).npy", $0.1.file) })
    guard archive.count < Int(UInt32.max) else {
      throw FileError(.tooLarge, "'\(file.path)' would exceed the 4 GiB of a zip: bake shorter lines")
    }
    try file.append(archive)
  }
}
