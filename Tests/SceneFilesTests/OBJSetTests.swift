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

  @Test(arguments: ["v 1 2", "f 1 2", "f 1 2 9", "f 0 1 2", "v a b c"])
  func aLineThatCannotBeReadIsNamed(line: String) throws {
    let neutral = try write(Self.square + line + "\n", "neutral.obj")
    let error = #expect(throws: SceneError.self) { _ = try OBJSetReader(neutral: neutral).model() }
    #expect(error?.message.contains("line 9") == true, "\(error?.message ?? "")")
  }
}
