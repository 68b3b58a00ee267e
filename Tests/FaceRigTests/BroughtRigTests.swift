import FaceCurves
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import FaceRig

/// Rigs as people have them.
struct BroughtRigTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func weights(_ node: MorphNode, _ face: [FaceChannel: Float] = [:]) -> [Float] {
    var all = [Float](repeating: 0, count: FaceChannel.count)
    for (channel, weight) in face { all[channel.rawValue] = weight }
    var weights: [Float] = []
    all.withUnsafeBufferPointer { node.weights($0, into: &weights) }
    return weights
  }

  @Test func targetsThatNothingDrivesKeepTheWeightsOfTheFile() throws {
    let scene = try TinyScene.glb(targets: ["jawOpen", "HeroIdentity"]) { scene in
      scene["nodes"] = [["mesh": 0, "weights": [0.4, 0.7]], ["mesh": 0]]
      var mesh = (scene["meshes"] as! [[String: Any]])[0]
      mesh["weights"] = [0.1, 0.2]
      scene["meshes"] = [mesh]
    }
    let rig = try Rig(path: try folder.write(scene, to: "rig.glb"))
    #expect(weights(rig.morphNodes[0], [.jawOpen: 0.5]) == [0.5, 0.7])
    #expect(weights(rig.morphNodes[1]) == [0, 0.2])
    #expect(!rig.morphNodes[0].movesAs(rig.morphNodes[1]))
  }

  @Test func aVertexThatIsNoNumberIsRefused() throws {
    let positions: [SIMD3<Float>] = [[0, 0, 0], [.nan, 0, 0], [0, 1, 0]]
    let still: [SIMD3<Float>] = Array(repeating: .zero, count: 3)
    let path = try folder.write(
      try TinyScene.glb(positions: positions, targets: [("jawOpen", still)]), to: "rig.glb")
    let error = #expect(throws: RigError.self) { _ = try Rig(path: path) }
    #expect(error?.code == .sceneInvalid && error?.message.contains("a vertex whose place is no number") == true)
  }

  @Test func meshesWithoutFacesAreLeftOutAndNamed() throws {
    let scene = try TinyScene.glb(targets: ["jawOpen"]) { scene in
      let mesh = (scene["meshes"] as! [[String: Any]])[0]
      let points: [String: Any] = ["name": "cloud", "primitives": [["attributes": ["POSITION": 0], "mode": 0]]]
      scene["meshes"] = [points, mesh]
      scene["nodes"] = [["mesh": 0], ["mesh": 1]]
    }
    let rig = try Rig(path: try folder.write(scene, to: "rig.glb"))
    #expect(
      rig.scene.nodes.map(\.mesh) == [nil, 1]
        && rig.remarks == ["mesh 'cloud' of 'rig.glb' has no faces and is left out"])
  }

  @Test(arguments: [(nil, Float(0.5)), (Float(1), 0.5), (Float(0.8), 0.8)] as [(Float?, Float)])
  func theCorrectiveOfAJawWithAGainTakesIt(stated: Float?, expected: Float) throws {
    try folder.write(try TinyScene.glb(targets: ["jawOpen", "mouthClose"]), to: "a.glb")
    var channels: [String: Any] = ["jawOpen": [["target": "jawOpen", "gain": 0.5]]]
    if let stated { channels["mouthClose"] = [["target": "mouthClose", "gain": stated]] }
    let json = try JSONSerialization.data(withJSONObject: ["name": "a", "scene": "a.glb", "channels": channels])
    try folder.write(json, to: "rig.json")
    let rig = try Rig(path: folder.url.path)
    #expect(weights(rig.morphNodes[0], [.jawOpen: 1, .mouthClose: 1]) == [0.5, expected])
  }

  @Test func aJawWithHalfItsGainSinksNoLips() throws {
    let aria = try Aria.rig.get()
    let folder = URL(fileURLWithPath: TestRepository.aria)
    let json = try JSONSerialization.data(withJSONObject: [
      "name": "half", "scene": folder.appendingPathComponent("aria.glb").path,
      "channels": ["jawOpen": [["target": "jawOpen", "gain": 0.5]]],
    ])
    let description = try JSONDecoder().decode(RigDescription.self, from: json)
    let half = try Rig(scene: folder.appendingPathComponent("aria.glb"), description: description)
    let (own, whole) = (try #require(half.measuredLips()), try #require(aria.measuredLips()))
    // Half a jaw, half its corrective: together they move the gap by half of what they did.
    let moved = own.gapEffect(.jawOpen) + own.gapEffect(.mouthClose)
    #expect(abs(moved - (whole.gapEffect(.jawOpen) + whole.gapEffect(.mouthClose)) / 2) < 1e-4)
  }

  @Test func aNameOfAHundredThousandLettersTakesNoTime() {
    let name = String(repeating: "_a", count: 50_000) + "_jawOpen"
    let clock = ContinuousClock()
    let taken = clock.measure { #expect(RigVocabulary.driver(ofName: name)?.channel == .jawOpen) }
    #expect(taken < .milliseconds(200))
  }

  @Test func aTargetMayGoByItsNumberWhereItsNameSaysNothing() throws {
    try folder.write(try TinyScene.glb(targets: ["a", "b"]), to: "a.glb")
    let json = ##"{"name": "a", "scene": "a.glb", "channels": {"jawOpen": [{"target": "#1"}]}}"##
    try folder.write(Data(json.utf8), to: "rig.json")
    #expect(weights(try Rig(path: folder.url.path).morphNodes[0], [.jawOpen: 1]) == [0, 1])
    try folder.write(try TinyScene.glb(targets: ["jawOpen", "mouthSmileLeft"]), to: "a.glb")
    #expect(weights(try Rig(path: folder.url.path).morphNodes[0], [.jawOpen: 1]) == [1, 0])
  }

  @Test func expressionsOfVRMHaveAWeightEach() {
    var face = [Float](repeating: 0, count: FaceChannel.count)
    face[FaceChannel.eyeBlinkLeft.rawValue] = 1
    face[FaceChannel.eyeBlinkRight.rawValue] = 0.5
    let weights = face.withUnsafeBufferPointer { VRMFace().weights($0) }
    #expect(weights.count == VRMFace.expressions.count && Array(weights.suffix(2)) == [1, 0.5])
    #expect(weights.prefix(5).allSatisfy { $0 == 0 })
  }

  @Test func theTongueReachesAMetaHuman() {
    var face = [Float](repeating: 0, count: FaceChannel.count)
    face[FaceChannel.tongueTipUp.rawValue] = 0.83
    var controls: [Float] = []
    face.withUnsafeBufferPointer { MetaHumanFace().controls($0, into: &controls) }
    let shown = zip(MetaHumanFace.controls, controls).filter { $0.1 != 0 }
    #expect(shown.map(\.0) == ["tongueTipUp"] && shown.map(\.1) == [0.83])
    for channel in FaceChannel.tongue {
      var face = [Float](repeating: 0, count: FaceChannel.count)
      face[channel.rawValue] = 1
      face.withUnsafeBufferPointer { MetaHumanFace().controls($0, into: &controls) }
      #expect(controls.contains(1), "\(channel.name)")
    }
  }
}
