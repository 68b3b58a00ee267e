package import FaceCurves
package import Files

/// The frames of an Audio2Face-3D client: an unnamed index, `timeCode` in seconds, and `blendShapes.<Name>` columns.
/// Schema: reference FORMATS §8.6.
package struct Audio2FaceCSVWriter: ClipWriter {
  static let columnPrefix = "blendShapes."

  private let frameRate: FrameRate

  package init(frameRate: FrameRate) { self.frameRate = frameRate }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let sampler = ClipSampler(clip, at: frameRate)
    let names = FaceChannel.allCases.map { Self.columnPrefix + $0.pascalName }
    try file.append(",timeCode," + names.joined(separator: ",") + "\n")
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for frame in 0..<sampler.frameCount {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      try file.append { bytes in
        bytes.append(contentsOf: "\(frame),\(sampler.seconds(ofFrame: frame))".utf8)
        for weight in face {
          bytes.append(UInt8(ascii: ","))
          FixedDecimal.append(tenPlaces: weight, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
      }
    }
  }
}
