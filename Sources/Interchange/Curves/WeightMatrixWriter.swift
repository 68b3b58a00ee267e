package import FaceCurves
package import Files
internal import SceneFiles

/// The weight matrix of Audio2Face's exporter: `facsNames` and one row of weights a frame. 52 ARKit names in its order, then
/// its tongue set. Schema: reference FORMATS §8.6.
package struct WeightMatrixWriter: ClipWriter {
  private let frameRate: FrameRate

  package init(frameRate: FrameRate) { self.frameRate = frameRate }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let sampler = ClipSampler(clip, at: frameRate)
    let names = FaceChannel.allCases.map(\.pascalName)
    let rate = frameRate.denominator == 1 ? String(frameRate.numerator) : String(frameRate.framesPerSecond)
    let head = JSONValue.object([
      .init("exportFps", .number(rate)),
      .init("trackPath", .string(clip.origin.audioName)),
      .init("numPoses", .integer(names.count)),
      .init("numFrames", .integer(sampler.frameCount)),
      .init("facsNames", .array(names.map(JSONValue.string))),
    ])
    try file.append(head.serialized.dropLast())
    try file.append(",\"weightMat\":[")
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for frame in 0..<sampler.frameCount {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      try file.append { bytes in
        bytes.append(contentsOf: (frame == 0 ? "\n[" : ",\n[").utf8)
        for (index, weight) in face.enumerated() {
          if index > 0 { bytes.append(UInt8(ascii: ",")) }
          if weight == 0 {
            bytes.append(UInt8(ascii: "0"))
          } else {
            FixedDecimal.append(tenPlaces: weight, to: &bytes)
          }
        }
        bytes.append(UInt8(ascii: "]"))
      }
    }
    try file.append("\n]}\n")
  }
}
