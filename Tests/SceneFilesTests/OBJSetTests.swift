import Foundation
import TestSupport
import Testing

@testable import SceneFiles

struct OBJSetTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ text: String, _ name: String) throws -> URL {
    URL(fileURLWithPath: try folder.write(Data(text.utf8), to: name))
  }

  private static let square = "# a square\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nvt 0 0\nvt 1 1\nusemtl skin\n"

  @Test func filesBesideTheNeutralAreItsTargets() throws {
    let neutral = try write(Self.square + "f 1/1 2/2 3/2 -1/1\n", "neutral.obj")
    _ = try write(Self.square.replacingOccurrences(of: "v 1 1 0", with: "v 1 1 0.5") + "f 1 2 3 4\n", "jawOpen.obj")
    #expect(OBJSetReader.neutral(in: folder.url)?.lastPathComponent == "neutral.obj")
    let model = try OBJSetReader(neutral: neutral).model()
    let mesh = model.meshes[0]
    #expect(mesh.corners == [0, 1, 2, 3] && mesh.faceSizes == [4] && model.materials.map(\.name) == ["skin"])
    #expect(mesh.targets.map(\.name) == ["jawOpen"])
    #expect(mesh.targets[0].indices == [2] && mesh.targets[0].displacements == [[0, 0, 0.5]])
    #expect(mesh.cornerTextureCoordinates == [[0, 1], [1, 0], [1, 0], [0, 1]])
  }

  @Test func shapesOfAnotherMeshAreNamed() throws {
    let neutral = try write(Self.square, "neutral.obj")
    _ = try write("v 0 0 0\n", "smile.obj")
    let error = #expect(throws: SceneError.self) { _ = try OBJSetReader(neutral: neutral).model() }
    #expect(error?.message.contains("'smile.obj' has 1 vertices, 'neutral.obj' has 4") == true)
  }

  @Test func anotherMeshBesideTheShapesIsLeftAsideAndNamed() throws {
    let neutral = try write(Self.square + "f 1 2 3 4\n", "neutral.obj")
    _ = try write("v 0 0 0\n", "chair.obj")
    _ = try write(Self.square.replacingOccurrences(of: "v 1 1 0", with: "v 1 1 0.5") + "f 1 2 3 4\n", "jawOpen.obj")
    let model = try OBJSetReader(neutral: neutral).model()
    #expect(model.meshes[0].targets.map(\.name) == ["jawOpen"])
    #expect(model.remarks.count == 1 && model.remarks[0].contains("'chair.obj' has 1 vertices"))
  }

  @Test func materialsComeWithTheirColorsAndTextures() throws {
    let neutral = try write("mtllib a head.mtl\n" + Self.square + "f 1 2 3\nusemtl hair\nf 1 3 4\n", "neutral.obj")
    _ = try write("newmtl skin\nKd 0.5 0.25 1\nd 0.5\nnewmtl hair\nKd 1 0 0\nmap_Kd -clamp on hair.png\n", "a head.mtl")
    let image = Data([0x89, 0x50, 0x4E, 0x47, 1])
    _ = try folder.write(image, to: "hair.png")
    let materials = try OBJSetReader(neutral: neutral).model().materials
    #expect(materials[0].baseColor == [0.5, 0.25, 1, 0.5] && materials[0].baseColorTexture == nil)
    #expect(materials[1].baseColor == [1, 1, 1, 1] && materials[1].baseColorTexture?.content == image)
  }

  @Test func texturesOutsideTheScenesFolderAreLeftAlone() throws {
    let inner = folder.url.appendingPathComponent("head")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    _ = try folder.write(Data([0x89, 0x50, 0x4E, 0x47]), to: "secret.png")
    let neutral = try write("mtllib m.mtl\n" + Self.square + "f 1 2 3\n", "head/neutral.obj")
    _ = try write("newmtl skin\nmap_Kd ../secret.png\n", "head/m.mtl")
    #expect(try OBJSetReader(neutral: neutral).model().materials[0].baseColorTexture?.content == nil)
  }

  @Test func makeHumanTargetsBesideTheBaseAreItsTargets() throws {
    let neutral = try write(Self.square + "f 1 2 3 4\n", "base.obj")
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("targets"), withIntermediateDirectories: true)
    _ = try write("# a comment\n3 .5 0 -1\n1 0 .25 0\n", "targets/jawOpen.target")
    let target = try OBJSetReader(neutral: neutral).model().meshes[0].targets[0]
    #expect(target.name == "jawOpen" && target.indices == [1, 3])
    #expect(target.displacements == [[0, 0.25, 0], [0.5, 0, -1]])
    let base = Self.square + "g helper-hair\nf 1 2 3\ng joint-neck\nf 1 2 3\ng helper-l-eye\nf 1 2 3 4\n"
    _ = try write(base, "base.obj")
    #expect(try OBJSetReader(neutral: neutral).model().meshes[0].faceSizes == [4])
    _ = try write("9 0 0 1\n", "targets/smile.target")
    let error = #expect(throws: SceneError.self) { _ = try OBJSetReader(neutral: neutral).model() }
    #expect(error?.message.contains("line 1 of 'smile.target'") == true)
  }

  @Test(arguments: ["v 1 2", "f 1 2", "f 1 2 9", "f 0 1 2", "v a b c"])
  func aLineThatCannotBeReadIsNamed(line: String) throws {
    let neutral = try write(Self.square + line + "\n", "neutral.obj")
    let error = #expect(throws: SceneError.self) { _ = try OBJSetReader(neutral: neutral).model() }
    #expect(error?.message.contains("line 9") == true, "\(error?.message ?? "")")
  }
}
