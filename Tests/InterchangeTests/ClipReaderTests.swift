import FaceCurves
import FaceRig
import Foundation
import TestSupport
import Testing

@testable import Interchange

struct ClipReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var thirty: FrameRate? { try? FrameRate(30) }

  private func read(_ text: String, _ name: String = "a.csv", lateral: LiveLinkLateral? = nil) throws -> FaceClip {
    try ClipFile(settings: ImportSettings(liveLinkLateral: lateral)).read(folder.write(Data(text.utf8), to: name))
  }

  private func error(_ text: String, _ name: String = "a.csv") -> InterchangeError? {
    #expect(throws: InterchangeError.self) { _ = try read(text, name) }
  }

  private static let header = "Timecode,BlendShapeCount,JawOpen,MouthLeft,MouthRight,HeadYaw,HeadPitch,HeadRoll"

  private func take(_ rows: [(String, String)], header: String = header) -> String {
    header + "\n" + rows.map { "\($0.0),61,\($0.1)\n" }.joined()
  }

  @Test func aTakeAtThirtyHasThirtyRowsASecondAndIsInTheAppsWay() throws {
    let clip = try read(
      take([
        ("13:13:59:57.652", "0.1,0.2,0.3,0.5,0.25,0"), ("13:13:59:59.651", "0.2,0,0,0,0,0"),
        ("13:14:00:01.651", "0.3,0,0,0,0,0"),
      ]))
    #expect(clip.frameRate == thirty && clip.curve(.jawOpen) == [0.1, 0.2, 0.3])
    // What the app labels MouthLeft is ARKit's mouthRight.
    #expect(clip[0, .mouthRight] == 0.2 && clip[0, .mouthLeft] == 0.3)
    #expect(clip.rotations[.head]?[0] == JointRotation(x: 0.25, y: 0.5, z: 0))
  }

  @Test func filesOfToolsMeanWhatTheySayAndTheUserHasTheLastWord() throws {
    let text = take([("00:00:00:00.000", "0,0.2,0.3,0,0,0"), ("00:00:00:01.000", "0,0,0,0,0,0")])
    #expect(try read(text)[0, .mouthLeft] == 0.2)
    #expect(try read(text, lateral: .appCompatible)[0, .mouthLeft] == 0.3)
    let ofApp = take([("13:00:00:00.250", "0,0.2,0.3,0,0,0"), ("13:00:00:01.251", "0,0,0,0,0,0")])
    #expect(try read(ofApp)[0, .mouthLeft] == 0.3 && read(ofApp, lateral: .asLabelled)[0, .mouthLeft] == 0.2)
  }

  @Test func rowsThatAreMissingAreBridged() throws {
    let clip = try read(
      take([
        ("10:00:00:10.000", "0.1,0,0,0,0,0"), ("10:00:00:11.001", "0.2,0,0,0,0,0"),
        ("10:00:00:15.005", "0.6,0,0,0,0,0"),
        ("10:00:00:16.006", "0.7,0,0,0,0,0"), ("10:00:00:17.008", "0.8,0,0,0,0,0"),
      ]).replacingOccurrences(of: "10:00:00:15.005", with: "10:00:00:13.000,0\n10:00:00:15.005"))
    #expect(clip.frameRate == .liveLink && clip.frameCount == 8)
    for (frame, value) in [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].enumerated() {
      #expect(abs(clip[frame, .jawOpen] - Float(value)) < 1e-6, "frame \(frame)")
    }
  }

  @Test func aTakeOverMidnightGoesOn() throws {
    let clip = try read(take([("23:59:59:59.100", "0.1,0,0,0,0,0"), ("00:00:00:00.101", "0.2,0,0,0,0,0")]))
    #expect(clip.curve(.jawOpen) == [0.1, 0.2])
  }

  @Test(arguments: ["0", "frame", "00:00:00:500", "00:00:00:00.000"])
  func timecodesThatSayNothingAreRowsInOrder(code: String) throws {
    let clip = try read(take([(code, "0.1,0,0,0,0,0"), (code, "0.2,0,0,0,0,0"), (code, "0.3,0,0,0,0,0")]))
    #expect(clip.frameRate == .liveLink && clip.curve(.jawOpen) == [0.1, 0.2, 0.3])
  }

  @Test func unrealsOwnRecorderIsRead() throws {
    let csv = "Timecode, FrameRate, JawOpen, MouthLeft\r\n12:0:0:0, 24, 0.100, 0.300\r\n12:0:0:1, 24, 0.200, 0.300\r\n"
    let clip = try read(csv)
    #expect(clip.frameRate.framesPerSecond == 24 && clip.curve(.jawOpen) == [0.1, 0.2] && clip[0, .mouthLeft] == 0.3)
    let json = #"{"Frames":[{"TimeCode":{"h":1},"FrameRate":30,"JawOpen":0.25},{"FrameRate":30,"JawOpen":0.5}]}"#
    #expect(try read(json, "a.json").curve(.jawOpen) == [0.25, 0.5])
  }

  @Test(.enabled(if: SharedRigs.arePresent)) func realTakesAreRead() throws {
    let takes = SharedRigs.folder.deletingLastPathComponent().appendingPathComponent("livelink-takes")
    let files = try FileManager.default.contentsOfDirectory(atPath: takes.path).filter { $0.hasSuffix(".csv") }
    #expect(files.count >= 3)
    for file in files {
      let path = takes.appendingPathComponent(file).path
      let clip = try ClipFile().read(path)
      let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count - 1
      // 30 rows a second, and some missing.
      #expect(clip.frameRate == thirty && clip.frameCount >= rows && clip.frameCount < rows * 2, "\(file)")
      #expect((clip.curve(.jawOpen).max() ?? 0) > 0.1, "\(file)")
    }
  }

  @Test func whatIsWrongIsNamedWithItsLine() {
    #expect(error("a,b\n1,2\n")?.code == .formatUnknown)
    #expect(error("")?.code == .formatUnknown)
    #expect(error(Self.header + "\n")?.message.contains("no frames") == true)
    #expect(
      error(take([("0", "1,2")]))?.message.contains("line 2 of 'a.csv' has 4 cells, the first line names 8") == true)
    #expect(error(take([("0", "x,0,0,0,0,0")]))?.message.contains("'x' under JawOpen is no number") == true)
    #expect(error(take([("0", "nan,0,0,0,0,0")]))?.code == .damaged)
    #expect(error(#"{"facsNames":["JawOpen"],"weightMat":[[1,2]],"exportFps":30}"#, "a.json")?.code == .damaged)
    #expect(error(#"{"facsNames":["JawOpen"],"weightMat":[[1]]}"#, "a.json")?.message.contains("frame rate") == true)
    #expect(error(#"{"hello":1}"#, "a.json")?.code == .formatUnknown)
    #expect(error("PK\u{3}\u{4}", "a.npz")?.code == .damaged)
    #expect(#expect(throws: InterchangeError.self) { _ = try ClipFile().read("none.csv") }?.code == .fileNotFound)
  }

  @Test func aRigWithoutAnimationSaysSo() throws {
    let rig = try TinyScene.glb(targets: ["jawOpen"])
    let error = #expect(throws: InterchangeError.self) { _ = try ClipFile().read(folder.write(rig, to: "a.glb")) }
    #expect(error?.code == .formatUnknown && error?.message.contains("no animation") == true)
  }

  @Test(arguments: ["a.csv", "a.json", "a.a2f.csv", "a.npz", "a.glb", "a.fbx"])
  func flippedBitsAndCutsAreSurvived(name: String) throws {
    let rig = try Rig(path: folder.write(try TinyScene.glb(targets: FaceChannel.arkit.map(\.name)), to: "rig.glb"))
    let path = folder.path(name)
    try written(
      RandomClips.clip(seed: 3, seconds: 0.3),
      by: try OutputFormat(path: path).writer(rig: rig, settings: ExportSettings()),
      to: path)
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    var random = TestRandom(11)
    for round in 0..<300 {
      var bytes = data
      if round % 3 == 0 {
        bytes = bytes.prefix(Int.random(in: 0..<bytes.count, using: &random))
      } else {
        let end = round % 2 == 0 ? min(2000, bytes.count) : bytes.count
        for _ in 0..<4 {
          bytes[Int.random(in: 0..<end, using: &random)] ^= UInt8(1 << Int.random(in: 0..<8, using: &random))
        }
      }
      let damaged = try folder.write(bytes, to: "damaged." + name)
      _ = try? ClipFile().read(damaged)
    }
  }
}
