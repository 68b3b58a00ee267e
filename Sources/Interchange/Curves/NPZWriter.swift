internal import ArrayFiles
package import FaceCurves
package import Files

/// A clip as numpy arrays: `weights` (frames × channels), `names`, `fps` and `rate` (its fraction), and `rotations.<joint>`
/// (frames × x, y, z, radians) for joints that turn.
package struct NPZWriter: ClipWriter {
  private let frameRate: FrameRate

  package init(frameRate: FrameRate) { self.frameRate = frameRate }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let sampler = ClipSampler(clip, at: frameRate)
    var weights = [Float](repeating: 0, count: sampler.frameCount * FaceChannel.count)
    weights.withUnsafeMutableBufferPointer { all in
      for frame in 0..<sampler.frameCount {
        let row = frame * FaceChannel.count..<(frame + 1) * FaceChannel.count
        sampler.sample(frame, into: UnsafeMutableBufferPointer(rebasing: all[row]))
      }
    }
    var arrays: [(name: String, array: NPYArray)] = [
      ("weights", .floats(weights, shape: [sampler.frameCount, FaceChannel.count])),
      ("names", .texts(FaceChannel.allCases.map(\.name))), ("fps", .scalar(frameRate.framesPerSecond)),
      ("rate", .texts(["\(frameRate.numerator)/\(frameRate.denominator)"], isScalar: true)),
    ]
    for joint in FaceJoint.allCases where clip.track(joint) != nil {
      let turns = (0..<sampler.frameCount).flatMap { frame in
        let turn = sampler.rotation(joint, frame)
        return [turn.x, turn.y, turn.z]
      }
      arrays.append(("rotations.\(joint.rawValue)", .floats(turns, shape: [sampler.frameCount, 3])))
    }
    let archive = ZipArchive.packed(arrays.map { ("\($0.name).npy", $0.array.file) })
    guard archive.count < Int(UInt32.max) else {
      throw FileError(.tooLarge, "'\(file.path)' would exceed the 4 GiB of a zip: bake shorter lines")
    }
    try file.append(archive)
  }
}
