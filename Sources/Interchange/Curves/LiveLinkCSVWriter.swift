package import FaceCurves
package import Files

/// A Live Link Face take: the app's exact header and columns, 60 rows a second from 00:00:00:00.000 without gaps.
///
/// Columns are in the app's own order, in which JawRight precedes JawLeft and MouthRight precedes MouthLeft; angles are
/// radians, pitch positive downwards. Facts: reference FORMATS §1.2, 1.3.
package struct LiveLinkCSVWriter: ClipWriter {
  private let lateral: LiveLinkLateral

  package init(lateral: LiveLinkLateral = .asLabelled) { self.lateral = lateral }

  /// Shape columns in file order.
  static let columns: [FaceChannel] = {
    var channels = FaceChannel.arkit
    func exchange(_ a: FaceChannel, _ b: FaceChannel) {
      guard let i = channels.firstIndex(of: a), let j = channels.firstIndex(of: b) else { return }
      channels.swapAt(i, j)
    }
    exchange(.jawLeft, .jawRight)
    exchange(.mouthLeft, .mouthRight)
    return channels
  }()

  static let rotationColumns = [
    "HeadYaw", "HeadPitch", "HeadRoll", "LeftEyeYaw", "LeftEyePitch", "LeftEyeRoll", "RightEyeYaw", "RightEyePitch",
    "RightEyeRoll",
  ]

  static let header =
    (["Timecode", "BlendshapeCount"] + columns.map(\.pascalName) + rotationColumns).joined(separator: ",")

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let sampler = ClipSampler(clip, at: .liveLink)
    // The app's own order is ARKit's under a header that exchanges the lateral pairs.
    let order = (lateral == .asLabelled ? Self.columns : FaceChannel.arkit).map(\.rawValue)
    try file.append(Self.header + "\n")
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for frame in 0..<sampler.frameCount {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      try file.append { bytes in
        Self.append(timecodeOf: frame, to: &bytes)
        bytes.append(contentsOf: ",61".utf8)
        for index in order {
          bytes.append(UInt8(ascii: ","))
          FixedDecimal.append(tenPlaces: face[index], to: &bytes)
        }
        for joint in [FaceJoint.head, .leftEye, .rightEye] {
          let rotation = joint == .head ? sampler.headAndNeck(frame) : sampler.rotation(joint, frame)
          for angle in [rotation.y, rotation.x, rotation.z] {
            bytes.append(UInt8(ascii: ","))
            FixedDecimal.append(tenPlaces: angle, to: &bytes)
          }
        }
        bytes.append(UInt8(ascii: "\n"))
      }
    }
  }

  /// `HH:MM:SS:FF.mmm`, FF counting sixtieths.
  static func append(timecodeOf frame: Int, to bytes: inout [UInt8]) {
    let parts = [frame / 216_000, frame / 3600 % 60, frame / 60 % 60, frame % 60]
    for (index, part) in parts.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ":")) }
      if part < 10 { bytes.append(UInt8(ascii: "0")) }
      bytes.append(contentsOf: String(part).utf8)
    }
    bytes.append(contentsOf: ".000".utf8)
  }
}
