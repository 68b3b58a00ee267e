import Foundation
import TestSupport
import Testing

@testable import SceneFiles

struct GLTFDocumentTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func error(_ json: String, name: String = "a.gltf") -> SceneError? {
    #expect(throws: SceneError.self) { _ = try GLTFDocument(Data(json.utf8), name: name, folder: folder.url) }
  }

  @Test(arguments: [
    ("KHR_draco_mesh_compression", "Draco"), ("EXT_meshopt_compression", "meshopt"),
  ])
  func compressedGeometryIsNamed(packed: String, tool: String) {
    let found = error(#"{"asset":{"version":"2.0"},"extensionsUsed":["\#(packed)"]}"#)
    #expect(found?.code == .notSupported && found?.message.contains(tool) == true)
  }

  @Test func dataOfSeveralFilesBecomesOneBuffer() throws {
    _ = try folder.write(Data([1, 2, 3]), to: "a b.bin")
    let png = Data([0x89, 0x50, 0x4E, 0x47, 9])
    _ = try folder.write(png, to: "skin.png")
    let json = """
      {"asset":{"version":"2.0"},"buffers":[{"uri":"a%20b.bin","byteLength":3},
      {"uri":"data:application/octet-stream;base64,BQYHCA==","byteLength":4}],
      "bufferViews":[{"buffer":0,"byteLength":3},{"buffer":1,"byteOffset":1,"byteLength":2}],
      "images":[{"uri":"skin.png"},{"uri":"missing.png"}]}
      """
    let document = try GLTFDocument(
      contentsOf: URL(fileURLWithPath: try folder.write(Data(json.utf8), to: "a.gltf")))
    #expect(document.binary == Data([1, 2, 3, 0, 5, 6, 7, 8]) + png)
    let views = document.json["bufferViews"]!.elements
    #expect(views.map { $0["buffer"]?.integer } == [0, 0, 0] && views.map { $0["byteOffset"]?.integer } == [0, 5, 8])
    let images = document.json["images"]!.elements
    #expect(images[0]["bufferView"]?.integer == 2 && images[0]["mimeType"]?.text == "image/png")
    #expect(images[1]["uri"]?.text == "missing.png")
  }

  @Test func aFileThatIsMissingIsNamed() {
    let found = error(#"{"asset":{},"buffers":[{"uri":"gone.bin","byteLength":3}]}"#)
    #expect(found?.code == .fileNotFound && found?.message.contains("gone.bin") == true)
  }

  @Test func dataOutsideTheScenesFolderIsNotOpened() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("head"), withIntermediateDirectories: true)
    _ = try folder.write(Data([1, 2, 3]), to: "secret.bin")
    for way in ["../secret.bin", "%2e%2e/secret.bin", "x/../../secret.bin"] {
      let scene = Data(#"{"asset":{},"buffers":[{"uri":"\#(way)","byteLength":3}]}"#.utf8)
      let path = try folder.write(scene, to: "head/head.gltf")
      let found = #expect(throws: SceneError.self) { _ = try GLTFDocument(contentsOf: URL(fileURLWithPath: path)) }
      #expect(found?.code == .fileNotFound, "\(way)")
    }
  }

  @Test func whatLeavesItsBufferIsRefused() {
    for json in [
      #"{"asset":{},"buffers":[{"uri":"data:;base64,AAAA","byteLength":9}]}"#,
      #"{"asset":{},"buffers":[{"uri":"data:;base64,AAAA","byteLength":3}],"bufferViews":[{"buffer":4}]}"#,
      #"{"asset":{},"buffers":[{"byteLength":-1}]}"#, #"{"asset":{},"buffers":[{"byteLength":1}]}"#, #"{"asset""#,
    ] { #expect(error(json)?.code == .damaged, "\(json)") }
  }

  @Test func nodesThatAreEachOthersParentsAreRefused() throws {
    let json = #"{"asset":{},"nodes":[{"children":[1]},{"children":[0]}]}"#
    let document = try GLTFDocument(Data(json.utf8), name: "a.gltf", folder: nil)
    #expect(throws: SceneError.self) { _ = try GLTFSceneReader(document).model() }
  }

  @Test func quantisedTargetsAreReadInTheirUnits() throws {
    let numbers: [Int16] = [32767, 0, -32767]
    let bytes = Data(numbers.withUnsafeBytes { Data($0) } + Data([0, 0]))
    let json = """
      {"asset":{},"buffers":[{"byteLength":8,"uri":"data:;base64,\(bytes.base64EncodedString())"}],
      "bufferViews":[{"buffer":0,"byteLength":6}],"accessors":[{"bufferView":0,"componentType":5122,"normalized":true,
      "count":1,"type":"VEC3"}]}
      """
    let document = try GLTFDocument(Data(json.utf8), name: "a.gltf", folder: nil)
    #expect(GLTFAccessors(document).vectors(0) == [[1, 0, -1]])
  }
}
