import Files
import Foundation
import TestSupport
import Testing

@testable import SceneFiles

/// What FBX files of the world have that the books do not.
struct FBXOdditiesTests {
  /// A square whose one target lifts it, written by our own writer and changed before it is packed.
  private static func document(
    _ targets: [MorphTarget] = [
      MorphTarget(name: "jawOpen", indices: [0, 1], displacements: [[0, 0, 1], [0, 0, 1]])
    ],
    change: (inout FBXDocument) throws -> Void = { _ in }
  ) throws -> FBXDocument {
    var mesh = SceneMesh(name: "face", positions: [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], targets: targets)
    (mesh.corners, mesh.faceSizes) = ([0, 1, 2, 3], [4])
    mesh.cornerNormals = Array(repeating: [0, 0, 1], count: 4)
    mesh.cornerTextureCoordinates = [[0, 0], [1, 0], [1, 1], [0, 1]]
    var writer = FBXSceneWriter(SceneModel(nodes: [SceneNode(name: "face", mesh: 0)], meshes: [mesh]))
    var document = writer.document(name: "a").document
    try change(&document)
    return document
  }

  private static func bytes(_ document: FBXDocument) -> Data {
    var data = Data()
    FBXBinaryWriter(document).write { data.append(contentsOf: $0) }
    return data
  }

  private static func read(_ document: FBXDocument) throws -> SceneModel {
    try FBXSceneReader(try FBXDocument(bytes(document), name: "a.fbx")).model()
  }

  /// Changes every object of a kind and subclass.
  private static func change(
    _ kind: String, _ subclass: String, of document: inout FBXDocument, _ change: (inout FBXNode) -> Void
  ) {
    for place in document["Objects"]!.children.indices {
      let object = document["Objects"]!.children[place]
      guard object.name == kind, object.subclass == subclass else { continue }
      change(&document["Objects"]!.children[place])
    }
  }

  private static func set(_ name: String, _ property: FBXProperty, in node: inout FBXNode) {
    guard let place = node.firstIndex(named: name) else { return node.children.append(FBXNode(name, [property])) }
    node.children[place].properties = [property]
  }

  @Test func aByteOfNoKnownMeaningAndListsOfThemAreKept() throws {
    let kept = try Self.document { document in
      let array = FBXArray(element: .byte, count: 3, isCompressed: false, stored: Data([1, 2, 255]))
      document["Objects"]!.children.append(
        FBXNode("Audio", [.int64(9), .text("s"), .text(""), .byte(7), .array(array)]))
    }
    let data = Self.bytes(kept)
    let read = try FBXDocument(data, name: "a.fbx")
    #expect(Self.bytes(read) == data)
    let audio = try #require(read["Objects"]?["Audio"])
    let list = try audio.properties[4].array?.integers()
    #expect(audio.properties[3].integer == 7 && list == [1, 2, 255])
    #expect(try FBXSceneReader(read).model().meshes[0].targets.map(\.name) == ["jawOpen"])
  }

  @Test func whatIsConnectedTwiceIsThereOnce() throws {
    let document = try Self.document { document in
      let connections = document["Connections"]!.children
      document["Connections"]!.children += connections
    }
    let scene = try Self.read(document)
    #expect(scene.meshes.count == 1 && scene.meshes[0].targets.count == 1)
    #expect(scene.meshes[0].targets[0].displacements == [[0, 0, 1], [0, 0, 1]])
  }

  @Test func looseEdgesAndLayersThatDoNotFitAreLeftOutAndNamed() throws {
    let document = try Self.document { document in
      Self.change("Geometry", "Mesh", of: &document) { geometry in
        Self.set("PolygonVertexIndex", .array(.int32s([0, -2, 0, 1, 2, -4, 2, -4])), in: &geometry)
        let place = geometry.firstIndex(named: "LayerElementNormal")!
        Self.set("Normals", .array(.doubles([])), in: &geometry.children[place])
        let coordinates = geometry.firstIndex(named: "LayerElementUV")!
        Self.set("UV", .array(.doubles((0..<16).map(Double.init))), in: &geometry.children[coordinates])
      }
    }
    let scene = try Self.read(document)
    let mesh = scene.meshes[0]
    #expect(mesh.corners == [0, 1, 2, 3] && mesh.faceSizes == [4] && mesh.cornerNormals.isEmpty)
    #expect(mesh.cornerTextureCoordinates == [[4, -4], [6, -6], [8, -8], [10, -10]])
    #expect(scene.remarks.contains { $0.contains("normals of mesh 'face'") })
    #expect(scene.remarks.contains { $0.contains("2 loose edges of mesh 'face'") })
  }

  @Test(arguments: [1e300, .nan, 0.5]) func aPlaceThatIsNoWholeNumberIsDamage(place: Double) throws {
    let document = try Self.document { document in
      Self.change("Geometry", "Mesh", of: &document) { geometry in
        let coordinates = geometry.firstIndex(named: "LayerElementUV")!
        Self.set("ReferenceInformationType", .text("IndexToDirect"), in: &geometry.children[coordinates])
        Self.set("UVIndex", .array(.doubles([0, place, 1, 1])), in: &geometry.children[coordinates])
      }
    }
    #expect(throws: SceneError.self) { _ = try Self.read(document) }
  }

  @Test func aChannelWithoutANameGoesByItsShapes() throws {
    let document = try Self.document { document in
      Self.change("Deformer", "BlendShapeChannel", of: &document) {
        $0.properties[1] = .text("\0\u{1}SubDeformer")
      }
    }
    #expect(try Self.read(document).meshes[0].targets.map(\.name) == ["jawOpen"])
  }

  @Test func theWeightOfAChannelIsItsRestingOne() throws {
    var target = MorphTarget(name: "HeroIdentity", indices: [0], displacements: [[0, 1, 0]])
    target.restWeight = 0.7
    #expect(abs(try Self.read(Self.document([target])).meshes[0].targets[0].restWeight - 0.7) < 1e-6)
  }

  private static func head(_ version: Int) -> String {
    "; FBX project file\nFBXHeaderExtension:  {\n\tFBXHeaderVersion: 1003\n\tFBXVersion: \(version)\n}\n"
  }

  @Test func olderTextIsRefusedByItsVersion() {
    let text =
      Self.head(6100)
      + "Objects:  {\n\tModel: \"Model::Face\", \"Mesh\" {\n\t\tVertices: -0.5,-0.5\n\t\t,0.5,5\n\t}\n}\n"
    let error = #expect(throws: SceneError.self) { _ = try FBXDocument(Data(text.utf8), name: "a.fbx") }
    #expect(error?.code == .notSupported && error?.message.contains("is FBX 6.1, which is not supported") == true)
  }

  @Test(arguments: ["\"AAEC\"", ", \n\t\t\"AA\",\n\t\t\"EC\"", "\"AAEC\", \"\""])
  func embeddedFilesOfTextAreTheirBytes(content: String) throws {
    let content = content.replacingOccurrences(of: "\"AA\",", with: "\"AAEC\",").replacingOccurrences(
      of: "\"EC\"", with: "\"\"")
    let text =
      Self.head(7400) + "Objects:  {\n\tVideo: 5, \"Video::skin\", \"Clip\" {\n\t\tContent: \(content)\n\t}\n}\n"
    let document = try FBXDocument(Data(text.utf8), name: "a.fbx")
    guard case .raw(let bytes)? = document["Objects"]?["Video"]?["Content"]?.properties.first else {
      Issue.record("the content is no bytes")
      return
    }
    #expect(bytes == Data([0, 1, 2]))
  }

  /// A channel with a shape at 50 that moves one vertex up and one at 100 that moves it sideways.
  private static func withInBetween() throws -> FBXDocument {
    try document { document in
      let channel = document["Objects"]!.children.first { $0.subclass == "BlendShapeChannel" }!
      var builder = FBXBuilder(firstIdentifier: 500_000)
      let shape = builder.add(
        "Geometry", name: "half", class: "Geometry", subclass: "Shape",
        [
          FBXNode("Indexes", [.array(.int32s([0]))]), .numbers("Vertices", [0, 2, 0]), .numbers("Normals", [0, 0, 0]),
        ])
      builder.connect(shape, to: channel.objectIdentifier!)
      document["Objects"]!.children += builder.objects
      // The half comes second in the file and first in the weights that name it so.
      document["Connections"]!.children += builder.connections
      Self.change("Deformer", "BlendShapeChannel", of: &document) {
        Self.set("FullWeights", .array(.doubles([100, 50])), in: &$0)
      }
    }
  }

  @Test func shapesOnTheWayAreReadWithTheirWeights() throws {
    let target = try Self.read(try Self.withInBetween()).meshes[0].targets[0]
    #expect(target.displacements == [[0, 0, 1], [0, 0, 1]])
    #expect(target.inBetweens.map(\.weight) == [0.5] && target.inBetweens[0].displacements == [[0, 2, 0]])
  }

  @Test(arguments: (0...8).map { Float($0) / 8 })
  func splitShapesAddUpToTheWayThatTheFileSays(weight: Float) throws {
    let mesh = try Self.read(try Self.withInBetween()).meshes[0]
    let (split, corrections) = mesh.splittingInBetweens()
    #expect(split.targets.map(\.name) == ["jawOpen", "jawOpen_50"])
    func place(_ vertex: UInt32) -> SIMD3<Float> {
      var place = split.positions[Int(vertex)]
      for (number, target) in split.targets.enumerated() {
        let own = number == 0 ? weight : corrections[0].weight(at: weight)
        if let row = target.indices.firstIndex(of: vertex) { place += target.displacements[row] * own }
      }
      return place
    }
    // Straight to the half shape, and straight on to the whole one.
    let share = weight < 0.5 ? weight * 2 : 2 - weight * 2
    let whole = weight < 0.5 ? 0 : weight * 2 - 1
    #expect((place(0) - [0, 2 * share, whole]).length < 1e-6)
    #expect((place(1) - [1, 0, whole]).length < 1e-6)
  }
}
