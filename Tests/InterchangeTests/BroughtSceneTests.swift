import FaceCurves
import FaceRig
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import Interchange

/// Rigs with what others' tools put into them, through the scene formats.
struct BroughtSceneTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func clip(_ weights: [FaceChannel: Float], frames: Int = 3) throws -> FaceClip {
    let rate = try FrameRate(30)
    var clip = FaceClip(
      frameRate: rate, durationSeconds: rate.seconds(ofFrame: frames - 1), origin: RandomClips.origin)
    for frame in 0..<frames {
      for (channel, weight) in weights { clip[frame, channel] = weight }
    }
    return clip
  }

  private func convert(_ clip: FaceClip, on rig: Rig, to name: String) throws -> URL {
    let path = folder.path(name)
    let settings = ExportSettings(frameRate: try FrameRate(30))
    try written(clip, by: try OutputFormat(path: path).writer(rig: rig, settings: settings), to: path)
    return URL(fileURLWithPath: path)
  }

  private func rig(_ targets: [String], _ change: (inout [String: Any]) -> Void) throws -> Rig {
    try Rig(path: try folder.write(try TinyScene.glb(targets: targets, change: change), to: "rig.glb"))
  }

  private static func setMesh(_ key: String, _ value: Any, in scene: inout [String: Any]) {
    var meshes = scene["meshes"] as! [[String: Any]]
    meshes[0][key] = value
    scene["meshes"] = meshes
  }

  /// Weights of the first key of the first animation, and the resting ones of mesh and node.
  private func weights(_ url: URL) throws -> (animated: [Float], mesh: JSONValue?, node: JSONValue?) {
    let document = try GLTFDocument(contentsOf: url)
    let reader = GLTFAnimationReader(document)
    let channel = try #require(reader.animations.first?.channels.first { $0.path == "weights" })
    let mesh = try #require(document.json["meshes"]?.elements.first)
    let count = mesh["primitives"]?.elements[0]["targets"]?.elements.count ?? 0
    let keys = try #require(reader.keys(channel, width: count))
    return (keys.rows[0], mesh["weights"], document.json["nodes"]?.elements[0]["weights"])
  }

  @Test func restingWeightsOfUndrivenTargetsStayInGLTF() throws {
    let rig = try rig(["jawOpen", "HeroIdentity"]) { scene in
      Self.setMesh("weights", [0.25, 0.5], in: &scene)
      scene["nodes"] = [["mesh": 0, "name": "head", "weights": [0, 0.7]]]
    }
    let written = try weights(try convert(try clip([.jawOpen: 0.5]), on: rig, to: "a.glb"))
    #expect(written.animated == [0.5, 0.7])
    #expect(written.node == .array([.integer(0), .number("0.7")]))
  }

  @Test func restingWeightsOfUndrivenTargetsStayInFBXAndUSD() throws {
    let rig = try rig(["jawOpen", "HeroIdentity"]) { Self.setMesh("weights", [0, 0.7], in: &$0) }
    let clip = try clip([.jawOpen: 0.5])
    let document = try FBXDocument(contentsOf: try convert(clip, on: rig, to: "a.fbx"))
    let scene = try FBXSceneReader(document).model()
    let target = scene.meshes[0].targets[1]
    #expect(target.name == "HeroIdentity" && abs(target.restWeight - 0.7) < 1e-6)
    let curve = try FBXAnimationReader(document).curve(
      of: try #require(target.identifier), "DeformPercent", "d|DeformPercent")
    #expect(try #require(curve).values.allSatisfy { abs($0 - 70) < 1e-4 })
    let usd = try String(contentsOf: try convert(clip, on: rig, to: "a.usda"), encoding: .utf8)
    #expect(usd.contains("0: [0.5, 0.7],"))
    // And again, from the FBX that holds it.
    let again = try Rig(path: folder.path("a.fbx"))
    #expect(abs(try weights(try convert(clip, on: again, to: "b.glb")).animated[1] - 0.7) < 1e-6)
  }

  @Test func namesFromElsewhereStandWhereReadersLook() throws {
    let rig = try rig(["jawOpen"]) { scene in
      Self.setMesh("extras", ["note": "kept"], in: &scene)
      var accessors = scene["accessors"] as! [[String: Any]]
      accessors[1]["name"] = "jawOpen"
      scene["accessors"] = accessors
    }
    let document = try GLTFDocument(contentsOf: try convert(try clip([.jawOpen: 1]), on: rig, to: "a.glb"))
    let extras = document.json["meshes"]?.elements[0]["extras"]
    #expect(extras?["targetNames"] == .array([.string("jawOpen")]) && extras?["note"]?.text == "kept")
  }

  @Test func everyPartHasAsManyTargets() throws {
    let rig = try rig(["jawOpen", "mouthPucker"]) { scene in
      let primitive = ((scene["meshes"] as! [[String: Any]])[0]["primitives"] as! [[String: Any]])[0]
      Self.setMesh("primitives", [primitive, ["attributes": ["POSITION": 0]]], in: &scene)
    }
    let document = try GLTFDocument(contentsOf: try convert(try clip([.jawOpen: 1]), on: rig, to: "a.glb"))
    let parts = try #require(document.json["meshes"]?.elements[0]["primitives"]?.elements)
    #expect(parts.map { $0["targets"]?.elements.count } == [2, 2])
    let read = try GLTFSceneReader(document).model()
    #expect(read.remarks.isEmpty && read.meshes[0].targets.allSatisfy { $0.indices.allSatisfy { $0 < 3 } })
    try GLTFRules.check(document)
  }

  @Test(arguments: ["/nodes/0/weights", "/meshes/0/weights", "/meshes/0/weights/0"])
  func weightsBehindAPointerAreReadAndReplaced(pointer: String) throws {
    let one = pointer.hasSuffix("/0")
    let rig = try rig(["jawOpen", "mouthPucker"]) { scene in
      scene["animations"] = [
        [
          "samplers": [["input": 3, "output": 4]],
          "channels": [
            [
              "sampler": 0,
              "target": ["path": "pointer", "extensions": ["KHR_animation_pointer": ["pointer": pointer]]],
            ]
          ],
        ]
      ]
      // The vertices' own numbers serve: 0, 0, 0, 1 … ; times from the second vertex on.
      scene["bufferViews"] = (scene["bufferViews"] as! [Any]) + [["buffer": 0, "byteOffset": 8, "byteLength": 28]]
      scene["accessors"] =
        (scene["accessors"] as! [Any]) + [
          ["bufferView": 3, "byteOffset": 0, "componentType": 5126, "count": 2, "type": "SCALAR"],
          ["bufferView": 3, "byteOffset": 0, "componentType": 5126, "count": one ? 2 : 4, "type": "SCALAR"],
        ]
    }
    let read = try ClipFile().read(folder.path("rig.glb"))
    #expect(read.curve(.jawOpen).first == 0 && read.curve(.jawOpen).last == (one ? 1 : 0))
    let document = try GLTFDocument(contentsOf: try convert(try clip([.jawOpen: 1]), on: rig, to: "a.glb"))
    #expect(document.json["animations"]?.elements.count == 1)
  }

  /// An FBX whose jaw has a shape at half its weight: up there, sideways at the end.
  private func inBetweenRig() throws -> Rig {
    var mesh = SceneMesh(name: "face", positions: [[0, 0, 0], [1, 0, 0], [0, 1, 0]])
    (mesh.corners, mesh.faceSizes) = ([0, 1, 2], [3])
    mesh.targets = [MorphTarget(name: "jawOpen", indices: [0], displacements: [[0, 0, 1]])]
    var writer = FBXSceneWriter(SceneModel(nodes: [SceneNode(name: "face", mesh: 0)], meshes: [mesh]))
    var document = writer.document(name: "a").document
    let place = try #require(document["Objects"]?.children.firstIndex { $0.subclass == "BlendShapeChannel" })
    let channel = try #require(document["Objects"]?.children[place].objectIdentifier)
    var builder = FBXBuilder(firstIdentifier: 500_000)
    func numbers(_ name: String, _ values: [Double]) -> FBXNode { FBXNode(name, [.array(.doubles(values))]) }
    let shape = builder.add(
      "Geometry", name: "half", class: "Geometry", subclass: "Shape",
      [
        FBXNode("Indexes", [.array(.int32s([0, 1]))]), numbers("Vertices", [0, 2, 0, 0, 1, 0]),
        numbers("Normals", [0, 0, 0, 0, 0, 0]),
      ])
    builder.connect(shape, to: channel)
    document["Objects"]?.children += builder.objects
    document["Connections"]?.children += builder.connections
    let weights = try #require(document["Objects"]?.children[place].firstIndex(named: "FullWeights"))
    document["Objects"]?.children[place].children[weights] = numbers("FullWeights", [100, 50])
    var data = Data()
    FBXBinaryWriter(document).write { data.append(contentsOf: $0) }
    return try Rig(path: try folder.write(data, to: "rig.fbx"))
  }

  @Test func shapesOnTheWayAreTargetsOfTheirOwnInGLTF() throws {
    let rig = try inBetweenRig()
    let url = try convert(try clip([.jawOpen: 0.5]), on: rig, to: "a.glb")
    #expect(try weights(url).animated == [0.5, 1])
    let scene = try GLTFSceneReader(try GLTFDocument(contentsOf: url)).model()
    var moved: [SIMD3<Float>] = Array(repeating: .zero, count: 3)
    for (target, weight) in zip(scene.meshes[0].targets, [Float(0.5), 1]) {
      for (vertex, move) in zip(target.indices, target.displacements) { moved[Int(vertex)] += move * weight }
    }
    #expect(moved == [[0, 2, 0], [0, 1, 0], .zero])
    // The jaw's own weight is the clip's.
    #expect(try ClipFile().read(url.path).curve(.jawOpen) == [0.5, 0.5, 0.5])
  }

  @Test func shapesOnTheWayAreInBetweensInUSDAndStayInFBX() throws {
    let rig = try inBetweenRig()
    let usd = try String(contentsOf: try convert(try clip([.jawOpen: 0.5]), on: rig, to: "a.usda"), encoding: .utf8)
    #expect(
      usd.contains(
        "uniform vector3f[] inbetweens:at_500 = [(0.0, 2.0, 0.0), (0.0, 1.0, 0.0)] (\n            weight = 0.5\n        )"
      ))
    #expect(usd.contains("offsets = [(0.0, 0.0, 1.0), (0.0, 0.0, 0.0)]") && usd.contains("pointIndices = [0, 1]"))
    let kept = try Rig(path: try convert(try clip([.jawOpen: 0.5]), on: rig, to: "b.fbx").path)
    #expect(kept.scene.meshes[0].targets.map(\.inBetweens.count) == [1])
  }

  @Test func whatIsConnectedTwiceHasOneCurve() throws {
    let rig = try inBetweenRig()
    guard case .fbx(var document) = rig.source else { return }
    let connections = document["Connections"]?.children ?? []
    document["Connections"]?.children += connections
    var data = Data()
    FBXBinaryWriter(document).write { data.append(contentsOf: $0) }
    let twice = try Rig(path: try folder.write(data, to: "twice.fbx"))
    let written = try FBXDocument(contentsOf: try convert(try clip([.jawOpen: 1]), on: twice, to: "c.fbx"))
    let curves = (written["Objects"]?.children ?? []).filter { $0.name == "AnimationCurve" }
    #expect(curves.count == 1)
    let ends = (written["Connections"]?.children ?? []).map { $0.properties.map { $0.integer ?? 0 } }
    #expect(Set(ends).count == ends.count)
  }

  @Test func godotFindsItsNodesAndShapes() throws {
    let rig = try rig(["jawOpen", "BS:mouthSmileLeft"]) { scene in
      scene["nodes"] = [
        ["mesh": 0, "name": "Face.001"], ["mesh": 0, "name": "Face_001"], ["mesh": 0, "name": "Hair%"],
      ]
    }
    let text = try String(
      contentsOf: try convert(try clip([.jawOpen: 1]), on: rig, to: "a.tres"), encoding: .utf8)
    for path in [
      "Face_001:blend_shapes/jawOpen", "Face_0012:blend_shapes/BS_mouthSmileLeft", "Hair_:blend_shapes/jawOpen",
    ] {
      #expect(text.contains("NodePath(\"\(path)\")"), "\(path)")
    }
  }

  @Test func mohosFramesAreDrawnAtTwentyFourUnlessTold() throws {
    var clip = FaceClip(frameRate: try FrameRate(60), durationSeconds: 2, origin: RandomClips.origin)
    for frame in 60...120 { clip[frame, .jawOpen] = 1 }
    func frames(_ settings: ExportSettings) throws -> [String] {
      let rig = try rig(["jawOpen"]) { _ in }
      let path = folder.path("a.dat")
      try written(clip, by: try OutputFormat(path: path).writer(rig: rig, settings: settings), to: path)
      return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }
    var told = ExportSettings()
    #expect(try frames(told) == ["MohoSwitch1", "1 rest", "25 AI"])
    told.setFrameRate(try FrameRate(30))
    #expect(try frames(told) == ["MohoSwitch1", "1 rest", "31 AI"])
  }

  @Test func reducedKeysOfGLTFAreStraightUnlessToldOtherwise() throws {
    let rig = try rig(["jawOpen"]) { _ in }
    func interpolation(_ keys: KeyInterpolation) throws -> String? {
      let path = folder.path("a.glb")
      let settings = ExportSettings(
        frameRate: try FrameRate(30), keys: .reduced(tolerance: 0.005, interpolation: keys))
      try written(RandomClips.clip(seed: 1), by: GLTFWriter(rig: rig, settings: settings), to: path)
      let document = try GLTFDocument(contentsOf: URL(fileURLWithPath: path))
      return document.json["animations"]?.elements[0]["samplers"]?.elements[0]["interpolation"]?.text
    }
    #expect(try interpolation(.auto) == "LINEAR" && interpolation(.linear) == "LINEAR")
    #expect(try interpolation(.cubic) == "CUBICSPLINE")
  }
}
