import FaceCurves
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import FaceRig

struct RigTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func rig(_ targets: [String], change: (inout [String: Any]) -> Void = { _ in }) throws -> Rig {
    try Rig(path: try folder.write(try TinyScene.glb(targets: targets, change: change), to: "rig.glb"))
  }

  @Test(arguments: [
    "jawOpen", "JawOpen", "jawopen", "head.jawOpen", "BS_jawOpen", "Face:JawOpen", "blendShape1.jawOpen", "jaw_open",
  ])
  func recognisesTheUsualSpellings(name: String) throws {
    #expect(try rig([name]).morphNodes[0].drivers == [TargetDriver(.jawOpen)])
  }

  @Test(arguments: [
    ("mouthSmile_L", FaceChannel.mouthSmileLeft), ("mouthSmile_R", .mouthSmileRight),
    ("MouthSmileLeft", .mouthSmileLeft), ("mesh.eyeBlink_R", .eyeBlinkRight),
  ])
  func recognisesSides(name: String, channel: FaceChannel) throws {
    #expect(try rig([name]).morphNodes[0].drivers == [TargetDriver(channel)])
  }

  @Test func saysWhichChannelsAreMissingAndLeavesForeignTargetsAtRest() throws {
    let rig = try rig(["jawOpen", "hornsOut"])
    #expect(rig.morphNodes[0].drivers == [TargetDriver(.jawOpen), nil])
    #expect(rig.missingChannels.count == 51 && !rig.missingChannels.contains(.jawOpen))
  }

  private func code(_ body: () throws -> Void) -> RigError.Code? {
    #expect(throws: RigError.self, performing: body)?.code
  }

  @Test func refusesWhatCannotBeAnimated() throws {
    #expect(code { _ = try Rig(path: folder.path("none.glb")) } == .fileNotFound)
    #expect(code { _ = try rig([]) } == .noMorphTargets)
    #expect(code { _ = try rig(["hornsOut"]) } == .noKnownTargets)
    #expect(
      code { _ = try rig(["jawOpen"]) { $0["buffers"] = [["byteLength": 72, "uri": "x.bin"]] } } == .fileNotFound)
    #expect(code { _ = try rig(["jawOpen"]) { $0["buffers"] = [["byteLength": 1 << 40]] } } == .sceneInvalid)
    #expect(code { _ = try rig(["jawOpen"]) { $0["nodes"] = [["mesh": 7]] } } == .sceneInvalid)
    #expect(code { _ = try Rig(path: try folder.write("solid".utf8, to: "a.glb")) } == .formatUnknown)
    #expect(code { _ = try Rig(path: folder.url.path) } == .fileNotFound)
  }

  @Test(arguments: [true, false]) func aHeadThatLooksBackNodsAndTiltsTheOtherWay(isOlder: Bool) throws {
    let rig = try rig(["jawOpen"]) { scene in
      scene["nodes"] = [["mesh": 0, "name": "face"], ["name": "head"]]
      scene["extensions"] = [isOlder ? "VRM" : "VRMC_vrm": [:]]
    }
    let joint = try #require(rig.joints[.head])
    let turn = JointRotation(x: 0.3, y: 0.2, z: -0.1)
    let turned = SceneMatrix(rotation: joint.rotation(turn))
    let face: SIMD3<Float> = isOlder ? [0, 0, -1] : [0, 0, 1]
    let now = turned.transform(face)
    // Down, and to the character's left, which is +x of a face along z and -x of one along -z.
    #expect(now.y < -0.25 && (isOlder ? -now.x : now.x) > 0.15)
    let back = joint.turn(ofRotation: joint.rotation(turn))
    #expect(abs(back.x - 0.3) < 1e-5 && abs(back.y - 0.2) < 1e-5 && abs(back.z + 0.1) < 1e-5)
  }

  @Test func aJawWithoutItsCorrectiveShutsTheLips() throws {
    let lips = try #require(try rig(["jawOpen", "mouthSmileLeft"]).measuredLips())
    #expect(lips.gapEffect(.mouthClose) == 0 && lips.gapEffect(.mouthLowerDownLeft) == 0)
    #expect(lips.gapEffect(.jawOpen) == LipReadout.standard.gapEffect(.jawOpen))
    #expect(try rig(["jawOpen", "mouthClose"]).measuredLips() == nil)
  }

  @Test func refusesTheFileCutAtAnyByte() throws {
    let data = try TinyScene.glb(targets: ["jawOpen"])
    for end in 0..<data.count {
      #expect(throws: RigError.self, "cut at \(end)") {
        _ = try Rig(path: try folder.write(data.prefix(end), to: "cut.glb"))
      }
    }
  }

  @Test func survivesFlippedBits() throws {
    let data = try TinyScene.glb(targets: ["jawOpen", "mouthUpperUpLeft", "mouthLowerDownLeft"])
    var random = TestRandom(2)
    for _ in 0..<1500 {
      var bytes = data
      bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8(1 << Int.random(in: 0..<8, using: &random))
      _ = try? Rig(path: try folder.write(bytes, to: "flipped.glb")).measuredLips()
    }
  }

  @Test func aNodeWithASkinThatIsNotThereIsRefused() throws {
    let data = try TinyScene.glb(targets: ["jawOpen"]) { $0["nodes"] = [["mesh": 0, "skin": 9]] }
    let path = try folder.write(data, to: "skinless.glb")
    let error = #expect(throws: RigError.self) { try Rig(path: path) }
    #expect(error?.message.contains("skin 9 of 0") == true)
  }

  @Test func headsThatComeWithMienHaveAllChannelsAndJoints() throws {
    let rigs = try #require(RigLibrary(executable: URL(fileURLWithPath: #filePath)).folder)
    for name in ["aria", "bruno", "fern"] {
      let aria = try Rig(path: rigs.appendingPathComponent(name).path)
      #expect(aria.missingChannels.isEmpty)
      #expect(Set(aria.joints.keys) == Set(FaceJoint.allCases))
      #expect(aria.morphNodes.count == 1 && aria.morphNodes[0].targetNames == FaceChannel.allCases.map(\.name))
    }
  }

  private static let vowels = ["aa", "ih", "ou", "ee", "oh", "blinkLeft", "blinkRight"]

  /// Targets with names of their own that a VRM file's presets move.
  @Test(arguments: [true, false]) func presetsOfVRMNameTargetsThatHaveOtherNames(isCurrent: Bool) throws {
    let older = ["a", "i", "u", "e", "o", "blink_l", "blink_r"]
    let rig = try rig((0..<8).map { "Form \($0)" }) { scene in
      if isCurrent {
        let presets = Dictionary(
          uniqueKeysWithValues: Self.vowels.enumerated().map {
            ($1, ["morphTargetBinds": [["node": 0, "index": $0 + 1, "weight": 1]]])
          })
        scene["extensions"] = ["VRMC_vrm": ["specVersion": "1.0", "expressions": ["preset": presets]]]
      } else {
        let groups = older.enumerated().map {
          ["name": "x", "presetName": $1, "binds": [["mesh": 0, "index": $0 + 1, "weight": 100]]] as [String: Any]
        }
        scene["extensions"] = ["VRM": ["blendShapeMaster": ["blendShapeGroups": groups]]]
      }
    }
    #expect(rig.morphNodes[0].drivenTargets == Array(1...7))
    var face = [Float](repeating: 0, count: FaceChannel.count)
    face[FaceChannel.eyeBlinkRight.rawValue] = 1
    var weights: [Float] = []
    face.withUnsafeBufferPointer { rig.morphNodes[0].weights($0, into: &weights) }
    #expect(abs(weights[7] - 1) < 0.01 && weights[6] < 0.01 && weights[0] == 0)
  }

  @Test func vroidsNamesWithTheMeshBeforeThemAreKnown() throws {
    let names = ["A", "I", "U", "E", "O"].map { "Face.M_F00_000_00_Fcl_MTH_\($0)" }
    #expect(try rig(names).morphNodes[0].drivenTargets == Array(0...4))
  }

  @Test func presetsThatPointNowhereAreSurvived() throws {
    let rig = try rig(["jawOpen"]) {
      let binds: [[String: Any]] = [["node": 9, "index": 0], ["node": 0, "index": 9], ["node": -1, "index": -1]]
      $0["extensions"] = ["VRMC_vrm": ["expressions": ["preset": ["aa": ["morphTargetBinds": binds]]]]]
    }
    #expect(rig.morphNodes[0].drivenTargets == [0])
  }
}
