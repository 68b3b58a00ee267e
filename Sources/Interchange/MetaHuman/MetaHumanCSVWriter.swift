package import FaceCurves
internal import FaceRig
package import Files

/// The controls of a MetaHuman's face as CSV.
package struct MetaHumanCSVWriter: ClipWriter {
  package enum Layout: Sendable {
    /// One row a value, as Unreal's RigMapper reads curves: `curve_name, frame_number, value` of the 251 controls.
    /// Controls that never move are written once.
    case rigMapper
    /// One row a frame, one column for each of the 251 controls.
    case controls
    /// One row a frame, one column for each of the 174 attributes of the control board.
    case board
  }

  private let layout: Layout
  private let frameRate: FrameRate

  package init(_ layout: Layout, frameRate: FrameRate) {
    self.layout = layout
    self.frameRate = frameRate
  }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    switch layout {
    case .rigMapper: try writeLong(clip, to: file)
    case .controls:
      try writeWide(clip, MetaHumanFace.controls.map { "CTRL_expressions_" + $0 }, to: file) {
        $0.controls($1, into: &$2)
      }
    case .board: try writeWide(clip, MetaHumanFace.boardAttributes, to: file) { $0.board($1, into: &$2) }
    }
  }

  private func writeWide(
    _ clip: FaceClip, _ names: [String], to file: OutputFile,
    _ values: (MetaHumanFace, UnsafeBufferPointer<Float>, inout [Float]) -> Void
  ) throws(FileError) {
    let sampler = ClipSampler(clip, at: frameRate)
    let metaHuman = MetaHumanFace()
    try file.append(names.joined(separator: ",") + "\n")
    var face = [Float](repeating: 0, count: FaceChannel.count)
    var row: [Float] = []
    for frame in 0..<sampler.frameCount {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      face.withUnsafeBufferPointer { values(metaHuman, $0, &row) }
      try file.append { bytes in
        for (index, value) in row.enumerated() {
          if index > 0 { bytes.append(UInt8(ascii: ",")) }
          FixedDecimal.append(tenPlaces: value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
      }
    }
  }

  private func writeLong(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let sampler = ClipSampler(clip, at: frameRate)
    let metaHuman = MetaHumanFace()
    var face = [Float](repeating: 0, count: FaceChannel.count)
    var row: [Float] = []
    var curves = [[Float]](repeating: [], count: MetaHumanFace.controls.count)
    for frame in 0..<sampler.frameCount {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      face.withUnsafeBufferPointer { metaHuman.controls($0, into: &row) }
      for (control, value) in row.enumerated() { curves[control].append(value) }
    }
    try file.append("curve_name, frame_number, value\n")
    for (control, curve) in curves.enumerated() {
      let isStill = curve.allSatisfy { $0 == curve[0] }
      let name = [UInt8](("CTRL_expressions_" + MetaHumanFace.controls[control]).utf8)
      for (frame, value) in curve.enumerated() where !isStill || frame == 0 {
        try file.append { bytes in
          bytes += name
          bytes.append(contentsOf: ", \(frame), ".utf8)
          FixedDecimal.append(tenPlaces: value, to: &bytes)
          bytes.append(UInt8(ascii: "\n"))
        }
      }
    }
  }
}
