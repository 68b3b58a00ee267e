import FaceCurves
import Foundation
import TestSupport
import Testing

@testable import FaceRig

struct RigMapTests {
  let folder: TemporaryFolder
  private let aria: Rig

  init() throws {
    folder = try TemporaryFolder()
    aria = try Aria.rig.get()
  }

  private func map(_ targets: [String], for file: String = "rig.json") throws -> RigMap {
    let scene = try folder.write(try TinyScene.glb(targets: targets), to: "rig.glb")
    return try RigMap(scene: URL(fileURLWithPath: scene), like: aria, for: folder.url.appendingPathComponent(file))
  }

  @Test func theFileThatItWritesDrivesWhatTheNamesDrove() throws {
    let map = try map(["JawOpen", "mouthSmile_L", "eyesClosed"])
    #expect(map.named == ["JawOpen", "eyesClosed", "mouthSmile_L"] && map.missingChannels.contains(.mouthSmileRight))
    let byName = try Rig(path: folder.path("rig.glb")).morphNodes[0].drivers
    _ = try folder.write(try map.json(), to: "rig.json")
    let written = try Rig(path: folder.url.path)
    #expect(written.name == "rig" && written.morphNodes[0].drivers == byName)
  }

  @Test func aSceneInAnotherFolderIsNamedFromThere() throws {
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("a/b"), withIntermediateDirectories: true)
    _ = try folder.write(try map(["jawOpen"], for: "a/b/rig.json").json(), to: "a/b/rig.json")
    #expect(try Rig(path: folder.path("a/b")).morphNodes[0].drivers == [TargetDriver(.jawOpen)])
  }

  @Test func targetsWithoutNamesGoByTheirNumbers() throws {
    let rig = """
      {"name": "x", "scene": "rig.glb", "channels": {"jawOpen": [{"target": "#1", "gain": 0.5}]}}
      """
    _ = try folder.write(
      try TinyScene.glb(targets: ["a", "b"]) {
        var meshes = $0["meshes"] as! [[String: Any]]
        meshes[0]["extras"] = nil
        $0["meshes"] = meshes
      }, to: "rig.glb")
    _ = try folder.write(Data(rig.utf8), to: "rig.json")
    let drivers = try Rig(path: folder.url.path).morphNodes[0].drivers
    #expect(drivers == [nil, TargetDriver([.init(.jawOpen, gain: 0.5)])])
  }

  @Test func rigFilesSayGainsOffsetsAndLimits() throws {
    let rig = """
      {"name": "x", "scene": "rig.glb", "channels": {
        "jawOpen": [{"target": "Mouth", "gain": 2, "offset": -0.1, "limits": [-0.5, 1.5]}],
        "mouthFunnel": [{"target": "Mouth", "gain": -0.5}, {"target": "Ö /ö"}]}}
      """
    _ = try folder.write(try TinyScene.glb(targets: ["Mouth", "Ö /ö", "jawOpen"]), to: "rig.glb")
    _ = try folder.write(Data(rig.utf8), to: "rig.json")
    let drivers = try Rig(path: folder.url.path).morphNodes[0].drivers
    #expect(
      drivers == [
        TargetDriver(
          [.init(.jawOpen, gain: 2), .init(.mouthFunnel, gain: -0.5)], offset: -0.1, limits: -0.5...1.5),
        TargetDriver([.init(.mouthFunnel)]), TargetDriver(.jawOpen),
      ])
    var face = [Float](repeating: 0, count: FaceChannel.count)
    func mouth(_ open: Float, _ funnel: Float) -> Float? {
      (face[FaceChannel.jawOpen.rawValue], face[FaceChannel.mouthFunnel.rawValue]) = (open, funnel)
      return face.withUnsafeBufferPointer { drivers[0]?.weight($0) }
    }
    #expect(mouth(0.5, 0.4) == 2 * 0.5 - 0.5 * 0.4 - 0.1 && mouth(1, 0) == 1.5 && mouth(0, 1) == -0.5)
  }

  @Test(arguments: [
    (#"{"jawOpne": [{"target": "jawOpen"}]}"#, "jawOpne"), (#"{"jawOpen": [{"target": "Mund"}]}"#, "Mund"),
    (#"{"jawOpen": [{"target": "jawOpen", "limits": [1, 0]}]}"#, "limits"),
    (#"{"jawOpen": 3}"#, "not a rig description"),
  ])
  func rigFilesThatSayNothingAreRefused(channels: String, word: String) throws {
    _ = try folder.write(try TinyScene.glb(targets: ["jawOpen"]), to: "rig.glb")
    _ = try folder.write(
      Data(#"{"name": "x", "scene": "rig.glb", "channels": \#(channels)}"#.utf8), to: "rig.json")
    let error = #expect(throws: RigError.self) { _ = try Rig(path: folder.url.path) }
    #expect(error?.code == .rigFileInvalid && error?.message.contains(word) == true)
  }

  @Test func whatIsInDoubtIsANoteThatNobodyReads() throws {
    let doubt = ChannelGuess(
      target: "shape 7", gains: [.mouthPressLeft: 1], likeness: 0.25, confidence: 0.4, isSure: false,
      perhaps: [.mouthPressLeft, .mouthDimpleLeft])
    let noted = NotedRigDescription(
      description: RigDescription(
        name: "x", scene: "rig.glb", description: nil, joints: nil,
        channels: ["jawOpen": [.init(target: "a", gain: nil, offset: nil, limits: nil, likeness: 0.9, confidence: 0.8)]]
      ),
      unsure: [.init(doubt)])
    _ = try folder.write(try TinyScene.glb(targets: ["a", "shape 7"]), to: "rig.glb")
    let path = try folder.write(try JSONEncoder().encode(noted), to: "rig.json")
    let written = try #require(
      try JSONSerialization.jsonObject(with: try Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any])
    let notes = try #require(written["unsure"] as? [[String: Any]])
    #expect(notes.count == 1 && notes[0]["perhaps"] as? [String] == ["mouthPressLeft", "mouthDimpleLeft"])
    #expect(try Rig(path: folder.url.path).morphNodes[0].drivers == [TargetDriver(.jawOpen), nil])
  }
}
