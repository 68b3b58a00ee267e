import Foundation
import TestSupport
import Testing

@testable import SceneFiles

struct FBXDocumentTests {
  private static func bytes(_ document: FBXDocument) -> Data {
    var data = Data()
    FBXBinaryWriter(document).write { data.append(contentsOf: $0) }
    return data
  }

  /// Every kind of value, lists long and short, and records with and without children.
  private static func sample(version: Int) -> FBXDocument {
    let inner = FBXNode(
      "Values",
      [
        .bool(true), .int16(-7), .int32(70_000), .int64(1 << 40), .float(1.5), .double(-0.25),
        .text("Köpfe\0\u{1}Model"),
        .raw(Data([0, 1, 255])), .array(.floats([1, 2])), .array(.doubles([])), .array(.int32s([3])),
        .array(.int64s([-1])),
      ])
    return FBXDocument(
      name: "sample", version: version,
      root: [
        FBXNode("FBXHeaderExtension", [], [FBXNode("FBXVersion", [.int32(Int32(version))])]),
        FBXNode("Objects", [], [inner, FBXNode("Empty", [], []), FBXNode("Bare", [.int32(1)])]),
      ])
  }

  @Test(arguments: [7400, 7500])
  func whatIsWrittenReadsBackAsItWas(version: Int) throws {
    let data = Self.bytes(Self.sample(version: version))
    let read = try FBXDocument(data, name: "sample.fbx")
    #expect(read.version == version && Self.bytes(read) == data)
    let values = try #require(read["Objects"]?["Values"]?.properties)
    #expect(values.prefix(4).map(\.integer) == [1, -7, 70_000, 1 << 40])
    #expect(values[4].number == 1.5 && values[5].number == -0.25 && values[6].text == "Köpfe\0\u{1}Model")
    #expect(try values[8].array?.doubles() == [1, 2] && values[9].array?.count == 0)
    #expect(try values[10].array?.integers() == [3] && values[11].array?.integers() == [-1])
  }

  @Test func theStatedSizeIsTheWrittenOne() {
    let writer = FBXBinaryWriter(Self.sample(version: 7400))
    #expect(writer.byteCount == Self.bytes(Self.sample(version: 7400)).count)
  }

  @Test(.enabled(if: SharedRigs.arePresent), arguments: ["mini-binary.fbx", "ict-facekit.fbx"])
  func anUntouchedFileIsWrittenByteForByte(name: String) throws {
    let url = SharedRigs.url(name)
    #expect(try Self.bytes(FBXDocument(contentsOf: url)) == Data(contentsOf: url))
  }

  @Test(.enabled(if: SharedRigs.arePresent)) func textAndBinaryAreTheSameScene() throws {
    let binary = try FBXSceneReader(FBXDocument(contentsOf: SharedRigs.url("mini-binary.fbx"))).model()
    let text = try FBXSceneReader(FBXDocument(contentsOf: SharedRigs.url("mini-ascii.fbx"))).model()
    #expect(text.nodes.map(\.name) == binary.nodes.map(\.name))
    #expect(text.meshes.map(\.corners) == binary.meshes.map(\.corners))
    #expect(text.meshes[0].targets.map(\.name) == binary.meshes[0].targets.map(\.name))
    #expect(text.meshes[0].targets.count == 52 && text.meshes[0].positions.count == 408)
    for (a, b) in zip(text.meshes[0].targets, binary.meshes[0].targets) {
      #expect(a.indices == b.indices && a.displacements == b.displacements, "\(a.name)")
    }
    #expect(text.meshes[0].positions == binary.meshes[0].positions && text.metersPerUnit == 0.01)
    #expect(text.skins[0].joints == binary.skins[0].joints)
  }

  private static let text = """
    ; FBX 7.4.0 project file
    FBXHeaderExtension:  {
      FBXHeaderVersion: 1003
      FBXVersion: 7400
    }
    Objects:  {
      Geometry: 100, "Geometry::He said &quot;A&quot;", "Mesh" {
        Vertices: *6 {
          a: 1,2.5,-3e-1,
    0,0,1
        }
        Weird: Y, , T
        P: "DeformPercent", "Number", "", "A",50
      }
    }
    Connections:  {
      C: "OO",100,0
    }
    """

  @Test func textHasTheTypesThatBinaryHas() throws {
    let document = try FBXDocument(Data(Self.text.utf8), name: "a.fbx")
    let geometry = try #require(document["Objects"]?["Geometry"])
    #expect(geometry.objectIdentifier == 100 && geometry.objectName == "He said \"A\"" && geometry.subclass == "Mesh")
    #expect(try geometry["Vertices"]?.properties.first?.array?.doubles() == [1, 2.5, -0.3, 0, 0, 1])
    guard case .double(50)? = geometry["P"]?.properties.last, case .int64? = geometry.properties.first else {
      Issue.record("a percentage is a fraction and an identifier is long")
      return
    }
  }

  private func error(_ data: Data) -> SceneError? {
    #expect(throws: SceneError.self) { _ = try FBXDocument(data, name: "a.fbx") }
  }

  @Test func olderFilesAreNamedWithWhatToDo() {
    let old = error(Data(Self.text.replacingOccurrences(of: "7400", with: "6100").utf8))
    #expect(old?.code == .notSupported && old?.message.contains("FBX 6.1") == true)
    #expect(old?.message.contains("7.4 or later") == true)
    var binary = Self.bytes(Self.sample(version: 7400))
    binary.replaceSubrange(23..<27, with: [0xD4, 0x17, 0, 0])  // 6100
    #expect(error(binary)?.code == .notSupported)
  }

  @Test func whatIsNoFBXIsRefused() {
    #expect(error(Data("solid".utf8))?.code == .formatUnknown)
    #expect(error(Data())?.code == .formatUnknown)
    #expect(error(Data("FBX: {".utf8)) != nil)
  }

  @Test func aListThatAnnouncesMoreThanItHoldsIsRefused() throws {
    for count in [4, 1 << 31] {
      let array = FBXArray(
        element: .double, count: count, isCompressed: true, stored: Data([0x78, 0x9C, 3, 0, 0, 0, 0, 1]))
      #expect(throws: SceneError.self) { _ = try array.doubles() }
    }
  }

  @Test func everyCutOfAFileIsRefused() throws {
    for data in [Self.bytes(Self.sample(version: 7400)), Self.bytes(Self.sample(version: 7500))] {
      // The footer is no reader's concern.
      for end in 0..<data.count - 190 {
        #expect(throws: SceneError.self, "cut at \(end)") { _ = try FBXDocument(data.prefix(end), name: "cut.fbx") }
      }
    }
    let text = Data(Self.text.utf8)
    for end in 0..<text.count { _ = try? FBXDocument(text.prefix(end), name: "cut.fbx") }
  }

  @Test(.enabled(if: SharedRigs.arePresent), arguments: ["mini-binary.fbx", "mini-ascii.fbx"])
  func flippedBitsAreSurvived(name: String) throws {
    let data = try Data(contentsOf: SharedRigs.url(name))
    var random = TestRandom(7)
    for round in 0..<150 {
      var bytes = data
      // A tenth of the rounds in the header and the first records, where structure is dense.
      let end = round % 3 == 0 ? min(4000, bytes.count) : bytes.count
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<end, using: &random)] ^= UInt8(1 << Int.random(in: 0..<8, using: &random))
      }
      if let document = try? FBXDocument(bytes, name: "flipped.fbx") { _ = try? FBXSceneReader(document).model() }
    }
  }
}
