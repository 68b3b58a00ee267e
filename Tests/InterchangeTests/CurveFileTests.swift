import FaceCurves
import Files
import Foundation
import TestSupport
import Testing

@testable import Interchange

struct CurveFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The line that a real take begins with.
  private static let header =
    "Timecode,BlendshapeCount,EyeBlinkLeft,EyeLookDownLeft,EyeLookInLeft,EyeLookOutLeft,EyeLookUpLeft,EyeSquintLeft,EyeWideLeft,EyeBlinkRight,EyeLookDownRight,EyeLookInRight,EyeLookOutRight,EyeLookUpRight,EyeSquintRight,EyeWideRight,JawForward,JawRight,JawLeft,JawOpen,MouthClose,MouthFunnel,MouthPucker,MouthRight,MouthLeft,MouthSmileLeft,MouthSmileRight,MouthFrownLeft,MouthFrownRight,MouthDimpleLeft,MouthDimpleRight,MouthStretchLeft,MouthStretchRight,MouthRollLower,MouthRollUpper,MouthShrugLower,MouthShrugUpper,MouthPressLeft,MouthPressRight,MouthLowerDownLeft,MouthLowerDownRight,MouthUpperUpLeft,MouthUpperUpRight,BrowDownLeft,BrowDownRight,BrowInnerUp,BrowOuterUpLeft,BrowOuterUpRight,CheekPuff,CheekSquintLeft,CheekSquintRight,NoseSneerLeft,NoseSneerRight,TongueOut,HeadYaw,HeadPitch,HeadRoll,LeftEyeYaw,LeftEyePitch,LeftEyeRoll,RightEyeYaw,RightEyePitch,RightEyeRoll"

  @Test func theLiveLinkHeaderIsTheAppsByteForByte() {
    #expect(LiveLinkCSVWriter.header == Self.header)
  }

  @Test(arguments: 1...5)
  func liveLinkRowsReadBackAsTheClip(seed: UInt64) throws {
    let clip = RandomClips.clip(seed: seed, seconds: 1.5)
    try written(clip, by: LiveLinkCSVWriter(), to: folder.path("a.csv"))
    let lines = try String(contentsOfFile: folder.path("a.csv"), encoding: .utf8).split(separator: "\n").map(
      String.init)
    #expect(lines.count == 1 + 91)
    #expect(lines[1].hasPrefix("00:00:00:00.000,61,") && lines[61].hasPrefix("00:00:01:00.000,61,"))
    let names = lines[0].split(separator: ",").map(String.init)
    let sampler = ClipSampler(clip, at: .liveLink)
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for frame in 0..<91 {
      let cells = lines[1 + frame].split(separator: ",").map(String.init)
      try #require(cells.count == 63)
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      for channel in FaceChannel.arkit {
        let column = try #require(names.firstIndex(of: channel.pascalName))
        #expect(abs(try #require(Float(cells[column])) - face[channel.rawValue]) < 1e-7)
      }
      for (prefix, joint) in [("Head", FaceJoint.head), ("LeftEye", .leftEye), ("RightEye", .rightEye)] {
        let turn = sampler.rotation(joint, frame)
        for (suffix, angle) in [("Yaw", turn.y), ("Pitch", turn.x), ("Roll", turn.z)] {
          let column = try #require(names.firstIndex(of: prefix + suffix))
          #expect(abs(try #require(Float(cells[column])) - angle) < 1e-7, "\(prefix + suffix)")
        }
      }
    }
  }

  @Test func timecodesCountSixtiethsThroughTheHour() {
    func code(_ frame: Int) -> String {
      var bytes: [UInt8] = []
      LiveLinkCSVWriter.append(timecodeOf: frame, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    #expect(code(59) == "00:00:00:59.000" && code(60) == "00:00:01:00.000")
    #expect(code(3600 * 60 + 61 * 60 + 7) == "01:01:01:07.000")
  }

  private struct WeightMatrix: Decodable {
    let exportFps: Double
    let trackPath: String
    let numPoses: Int
    let numFrames: Int
    let facsNames: [String]
    let weightMat: [[Float]]
  }

  @Test func theWeightMatrixReadsBackAsTheClip() throws {
    let clip = RandomClips.clip(seed: 8)
    try written(clip, by: WeightMatrixWriter(frameRate: try FrameRate(parsing: "29.97")), to: folder.path("a.json"))
    let matrix = try JSONDecoder().decode(
      WeightMatrix.self, from: Data(contentsOf: URL(fileURLWithPath: folder.path("a.json"))))
    let sampler = ClipSampler(clip, at: try FrameRate(30000, 1001))
    #expect(abs(matrix.exportFps - 29.97002997) < 1e-6 && matrix.trackPath == "random.wav")
    #expect(matrix.numFrames == sampler.frameCount && matrix.weightMat.count == sampler.frameCount)
    #expect(matrix.facsNames == FaceChannel.allCases.map(\.pascalName) && matrix.numPoses == FaceChannel.count)
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for frame in 0..<sampler.frameCount {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      let difference = zip(matrix.weightMat[frame], face).map { abs($0 - $1) }.max() ?? 1
      #expect(difference < 1e-7)
    }
  }

  @Test(arguments: ["a.mov", "a", "a.fbx.txt", ".glb/"])
  func refusesExtensionsItCannotWrite(path: String) {
    #expect(#expect(throws: InterchangeError.self) { _ = try OutputFormat(path: path) }?.code == .extensionUnknown)
  }
}

/// Opens, writes and commits.
func written(_ clip: FaceClip, by writer: some ClipWriter, to path: String) throws {
  let file = try OutputFile(path: path)
  try writer.write(clip, to: file)
  try file.commit()
}
