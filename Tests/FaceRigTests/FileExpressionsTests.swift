import FaceCurves
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import FaceRig

/// What a VRM file says of its own targets and bones.
struct FileExpressionsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A bind of an expression: mesh, target, weight.
  typealias Bind = (mesh: Int, target: Int, weight: Double)

  /// A rig of two nodes, each with a mesh of its own of those targets, whose file says what shows what.
  private func rig(
    _ expressions: [(name: String, binds: [Bind])], isCurrent: Bool, targets: [String] = ["p", "q", "r"]
  ) throws -> Rig {
    let scene = try TinyScene.glb(targets: targets) { scene in
      let mesh = (scene["meshes"] as! [[String: Any]])[0]
      scene["meshes"] = [mesh, mesh]
      scene["nodes"] = [["mesh": 0, "name": "a"], ["mesh": 1, "name": "b"], ["name": "kopf"], ["name": "hals"]]
      let bones: [(String, Int)] = [("head", 2), ("neck", 3)]
      if isCurrent {
        var custom: [String: Any] = [:]
        for (name, binds) in expressions {
          custom[name] = [
            "morphTargetBinds": binds.map {
              ["node": $0.mesh, "index": $0.target, "weight": $0.weight] as [String: Any]
            }
          ]
        }
        let human = Dictionary(uniqueKeysWithValues: bones.map { ($0.0, ["node": $0.1]) })
        scene["extensions"] = ["VRMC_vrm": ["expressions": ["custom": custom], "humanoid": ["humanBones": human]]]
      } else {
        let groups = expressions.map { name, binds in
          [
            "name": name, "presetName": "unknown",
            "binds": binds.map { ["mesh": $0.mesh, "index": $0.target, "weight": 100 * $0.weight] as [String: Any] },
          ] as [String: Any]
        }
        let human = bones.map { ["bone": $0.0, "node": $0.1] as [String: Any] }
        scene["extensions"] = [
          "VRM": ["blendShapeMaster": ["blendShapeGroups": groups], "humanoid": ["humanBones": human]]
        ]
      }
    }
    return try Rig(path: try folder.write(scene, to: "rig.vrm"))
  }

  private func weights(_ rig: Rig, _ face: [FaceChannel: Float]) -> [[Float]] {
    var all = [Float](repeating: 0, count: FaceChannel.count)
    for (channel, weight) in face { all[channel.rawValue] = weight }
    return rig.morphNodes.map { node in
      var weights: [Float] = []
      all.withUnsafeBufferPointer { node.weights($0, into: &weights) }
      return weights
    }
  }

  @Test(arguments: [true, false]) func everyBindHasItsWeightInEveryMesh(isCurrent: Bool) throws {
    let rig = try rig([("blink", [(0, 0, 0.6), (0, 1, 0.3), (1, 2, 0.5)])], isCurrent: isCurrent)
    let shut = weights(rig, [.eyeBlinkLeft: 1, .eyeBlinkRight: 1])
    #expect(shut == [[0.6, 0.3, 0], [0, 0, 0.5]])
    #expect(weights(rig, [.eyeBlinkLeft: 0.5, .eyeBlinkRight: 0.5]) == [[0.3, 0.15, 0], [0, 0, 0.25]])
    #expect(weights(rig, [:]) == [[0, 0, 0], [0, 0, 0]])
  }

  @Test(arguments: [true, false]) func anExpressionThatIsAChannelDrivesWhatItBinds(isCurrent: Bool) throws {
    let rig = try rig(
      [("jawOpen", [(0, 0, 0.5), (1, 1, 1)]), ("mouthSmileLeft", [(0, 0, 0.25)])], isCurrent: isCurrent)
    #expect(weights(rig, [.jawOpen: 1]) == [[0.5, 0, 0], [0, 1, 0]])
    #expect(weights(rig, [.jawOpen: 1, .mouthSmileLeft: 1]) == [[0.75, 0, 0], [0, 1, 0]])
    #expect(rig.morphNodes[1].drivers[1]?.channel == .jawOpen)
  }

  @Test func meshesThatShowFewerPosesMoveAsTheOthers() throws {
    let vowels = ["aa", "ih", "ou", "ee", "oh"]
    let all: [(name: String, binds: [Bind])] = vowels.enumerated().map { number, name in
      (name, number == 0 ? [(0, 0, 1), (1, 0, 1)] : [(0, number, 1)])
    }
    let rig = try rig(all, isCurrent: true, targets: ["a", "b", "c", "d", "e"].map { "form \($0)" })
    let shown = weights(rig, [.jawOpen: 0.5, .mouthFunnel: 0.4, .mouthPucker: 0.3])
    #expect(shown[0][0] == shown[1][0] && shown[0].contains { $0 > 0.1 })
  }

  @Test func targetsThatTheFilePosesAreNotPosedAgainByTheirNames() throws {
    let rig = try rig(
      [("aa", [(0, 0, 0.5)]), ("blink", [(0, 2, 0.6)])], isCurrent: true,
      targets: ["Fcl_MTH_A", "Fcl_MTH_I", "Fcl_EYE_Close"])
    #expect(weights(rig, [.eyeBlinkLeft: 1, .eyeBlinkRight: 1])[0][2] == 0.6)
    let open = weights(rig, [.jawOpen: 0.6])[0]
    #expect(open[0] > 0.1 && open[0] <= 0.5)
  }

  @Test(arguments: [true, false]) func bonesAreThoseThatTheFileNames(isCurrent: Bool) throws {
    let rig = try rig([("jawOpen", [(0, 0, 1)])], isCurrent: isCurrent)
    #expect(rig.joints.mapValues { rig.scene.nodes[$0.node].name } == [.head: "kopf", .neck: "hals"])
  }
}
