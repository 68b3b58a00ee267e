import Files
import Foundation
import TestSupport
import Testing

@testable import SceneFiles

/// What glTF scenes of the world leave where it is not expected.
struct GLTFSceneReaderTests {
  private static func model(_ targets: [String], _ change: (inout [String: Any]) -> Void) throws -> SceneModel {
    let document = try GLTFDocument(try TinyScene.glb(targets: targets, change: change), name: "a.glb", folder: nil)
    return try GLTFSceneReader(document).model()
  }

  private static func mesh(_ change: (inout [String: Any]) -> Void, of scene: inout [String: Any]) {
    var meshes = scene["meshes"] as! [[String: Any]]
    change(&meshes[0])
    scene["meshes"] = meshes
  }

  /// Where exporters leave the names of two targets.
  enum Place: CaseIterable { case mesh, primitive, targets, accessors }

  @Test(arguments: Place.allCases) func namesOfTargetsAreFoundWhereverTheyStand(place: Place) throws {
    let names = ["jawOpen", "mouthSmileLeft"]
    let scene = try Self.model(names) { scene in
      guard place != .mesh else { return }
      Self.mesh(
        { mesh in
          mesh["extras"] = nil
          var primitive = (mesh["primitives"] as! [[String: Any]])[0]
          if place == .primitive { primitive["extras"] = ["targetNames": names] }
          if place == .targets {
            primitive["targets"] = (0..<2).map { ["POSITION": $0 + 1, "extras": ["name": names[$0]]] as [String: Any] }
          }
          mesh["primitives"] = [primitive]
        }, of: &scene)
      if place == .accessors {
        var accessors = scene["accessors"] as! [[String: Any]]
        for (number, name) in names.enumerated() { accessors[number + 1]["name"] = name }
        scene["accessors"] = accessors
      }
    }
    #expect(scene.meshes[0].targets.map(\.name) == names && scene.remarks.isEmpty)
  }

  @Test(arguments: [["Basis", "jawOpen", "mouthSmileLeft"], ["jawOpen"]])
  func moreOrFewerNamesThanTargetsAreRemarkedOn(names: [String]) throws {
    let scene = try Self.model(["a", "b"]) { scene in
      Self.mesh({ $0["extras"] = ["targetNames": names] }, of: &scene)
    }
    #expect(scene.remarks.count == 1 && scene.remarks[0].contains("has \(names.count) names for 2 targets"))
  }

  @Test func partsWithoutTargetsStandStill() throws {
    let scene = try Self.model(["jawOpen"]) { scene in
      Self.mesh(
        { mesh in
          let primitive = (mesh["primitives"] as! [[String: Any]])[0]
          mesh["primitives"] = [["attributes": ["POSITION": 0]], primitive]
        }, of: &scene)
    }
    #expect(scene.meshes[0].positions.count == 6 && scene.meshes[0].faceSizes == [3, 3])
    #expect(scene.meshes[0].targets[0].indices.allSatisfy { $0 >= 3 })
    #expect(scene.remarks.count == 1 && scene.remarks[0].contains("1 of the 2 parts of mesh"))
  }

  @Test func restingWeightsAreTheNodesThenTheMeshs() throws {
    let scene = try Self.model(["a", "b", "c"]) { scene in
      Self.mesh({ $0["weights"] = [0.25, 0.5, 0.75] }, of: &scene)
      scene["nodes"] = [["mesh": 0], ["mesh": 0, "weights": [0, 1]]]
    }
    #expect(scene.restWeights(of: 0) == [0.25, 0.5, 0.75] && scene.restWeights(of: 1) == [0, 1, 0])
  }

  @Test func sparseAndEmptyTargetsTakeNoMemoryOfTheirOwn() throws {
    // Two hundred targets of a million vertices each, none of which is in the file.
    let names = (0..<200).map { "t\($0)" }
    let scene = try Self.model(names) { scene in
      var accessors = scene["accessors"] as! [[String: Any]]
      for number in accessors.indices {
        accessors[number]["bufferView"] = nil
        accessors[number]["count"] = 1_000_000
      }
      scene["accessors"] = accessors
    }
    #expect(scene.meshes[0].positions.count == 1_000_000 && scene.meshes[0].targets.allSatisfy(\.indices.isEmpty))
  }

  @Test func aScenethatUnfoldsWithoutBoundsIsRefused() throws {
    let data = try TinyScene.glb(targets: ["jawOpen"]) { scene in
      var accessors = scene["accessors"] as! [[String: Any]]
      accessors[0]["bufferView"] = nil
      accessors[0]["count"] = 100_000_000
      scene["accessors"] = accessors
    }
    let document = try GLTFDocument(data, name: "a.glb", folder: nil)
    #expect(throws: SceneError.self) { _ = try GLTFSceneReader(document).model() }
    #expect(document.budget.isSpent && document.budget.refusal(of: "a.glb").contains("unfolds to more than"))
  }

  @Test func partsWithFewerTargetsStandStillUnderTheOthers() throws {
    let scene = try Self.model(["a", "b"]) { scene in
      var meshes = scene["meshes"] as! [[String: Any]]
      var parts = meshes[0]["primitives"] as! [[String: Any]]
      var part = parts[0]
      part["attributes"] = ["POSITION": 1]
      part["targets"] = [["POSITION": 2]]
      parts.append(part)
      meshes[0]["primitives"] = parts
      scene["meshes"] = meshes
    }
    let mesh = scene.meshes[0]
    #expect(mesh.targets.map(\.name) == ["a", "b"] && mesh.positions.count == 6)
    #expect(mesh.targets[0].indices == [1, 2, 4, 5] && mesh.targets[1].indices == [1, 2])
    #expect(scene.remarks.contains { $0.contains("different numbers of targets (2, 1)") })
  }

  @Test func aFaceOfVRM0LooksBack() throws {
    let older = try Self.model(["a"]) { $0["extensions"] = ["VRM": [:]] }
    #expect(older.looksBack && older.uprightRotation == [0, 1, 0, 0])
    let current = try Self.model(["a"]) { $0["extensions"] = ["VRMC_vrm": [:], "VRM": [:]] }
    #expect(!current.looksBack && current.uprightRotation == [0, 0, 0, 1])
  }

  @Test func bonesAreThoseThatEitherVRMNames() throws {
    func nodes(_ scene: inout [String: Any]) { scene["nodes"] = [["mesh": 0], ["name": "kopf"], ["name": "hals"]] }
    let current = try Self.model(["a"]) { scene in
      nodes(&scene)
      scene["extensions"] = ["VRMC_vrm": ["humanoid": ["humanBones": ["head": ["node": 1], "neck": ["node": 2]]]]]
    }
    let older = try Self.model(["a"]) { scene in
      nodes(&scene)
      let bones: [[String: Any]] = [
        ["bone": "head", "node": 1], ["bone": "neck", "node": 2], ["bone": "jaw", "node": 9],
      ]
      scene["extensions"] = ["VRM": ["humanoid": ["humanBones": bones]]]
    }
    #expect(current.humanBones == ["head": 1, "neck": 2] && older.humanBones == current.humanBones)
  }

  @Test(
    arguments: [
      ("/nodes/0/weights", [0], "weights", nil), ("/nodes/2/rotation", [2], "rotation", nil),
      ("/meshes/5/weights/3", [1, 3], "weights", 3), ("/nodes/1/weights/0", [1], "weights", 0),
    ] as [(String, [Int], String, Int?)])
  func aPointerAimsAtNodes(pointer: String, nodes: [Int], path: String, target: Int?) throws {
    let json = JSONValue.object([
      .init("nodes", .array([0, 5, 0, 5].map { .object([.init("mesh", .integer($0))]) }))
    ])
    let aim = try #require(GLTFAnimationAim(Self.pointing(to: pointer), in: json))
    #expect(aim.nodes == nodes && aim.path == path && aim.target == target)
  }

  @Test(arguments: [
    "", "/materials/0/weights", "/nodes/-1/weights", "/nodes/0", "/nodes/0/rotation/1", "nodes/0/weights/x",
  ])
  func aPointerElsewhereAimsAtNothing(pointer: String) {
    #expect(GLTFAnimationAim(Self.pointing(to: pointer), in: .object([])) == nil)
  }

  private static func pointing(to pointer: String) -> JSONValue {
    .object([
      .init("path", .string("pointer")),
      .init(
        "extensions",
        .object([.init("KHR_animation_pointer", .object([.init("pointer", .string(pointer))]))])),
    ])
  }

  @Test func whatIsWrittenHasNoEmptyNamesAndNoMeshWithoutParts() throws {
    var cloud = SceneMesh(name: "", positions: [[0, 0, 0], [1, 0, 0]])
    cloud.targets = [MorphTarget(name: "", indices: [1], displacements: [[0, 1, 0]])]
    let scene = SceneModel(nodes: [SceneNode(name: "", mesh: 0)], meshes: [cloud])
    var writer = GLTFSceneWriter(scene)
    let json = writer.document(name: "a").json
    let mesh = try #require(json["meshes"]?.elements.first)
    #expect(json["nodes"]?.elements[0]["name"]?.text == "node_0" && mesh["name"]?.text == "mesh_0")
    #expect(mesh["extras"]?["targetNames"] == .array([.string("target_0")]))
    #expect(mesh["primitives"]?.elements.count == 1 && mesh["primitives"]?.elements[0]["mode"] == .integer(0))
  }
}
