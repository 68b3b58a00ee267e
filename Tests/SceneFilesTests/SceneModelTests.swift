import Foundation
import TestSupport
import Testing

@testable import SceneFiles

/// A scene written whole in a format and read back.
struct SceneModelTests {
  /// Two quads with a seam in normals and texture, two materials, three targets and a skin of two joints.
  private static func scene(seed: UInt64) -> SceneModel {
    var random = TestRandom(seed)
    func number() -> Float { Float.random(in: -1...1, using: &random) }
    func vector() -> SIMD3<Float> { [number(), number(), number()] }
    func unit() -> SIMD3<Float> {
      let v = vector() + [0, 0, 2]
      return v / (v * v).sum().squareRoot()
    }
    var mesh = SceneMesh(name: "Head Ä", positions: (0..<6).map { _ in vector() })
    mesh.corners = [0, 1, 2, 3, 2, 1, 4, 5]
    mesh.faceSizes = [4, 4]
    mesh.faceMaterials = [0, 1]
    let shared = unit()
    mesh.cornerNormals = (0..<8).map { $0 < 4 ? shared : unit() }
    mesh.cornerTextureCoordinates = (0..<8).map { _ in SIMD2(number(), number()) }
    mesh.targets = [
      MorphTarget(name: "jawOpen", indices: [0, 4], displacements: [vector(), vector()]),
      MorphTarget(name: "ein Ziel/mit: Namen", indices: Array(0..<6), displacements: (0..<6).map { _ in vector() }),
      MorphTarget(name: "口", indices: [], displacements: []),
    ]
    mesh.joints = (0..<6).map { _ in [0, 1, 0, 0] }
    mesh.jointWeights = (0..<6).map { _ in [0.75, 0.25, 0, 0] }
    var turned = SceneTransform(translation: vector(), scale: [1, 1, 1])
    turned.rotation = SceneMatrix(rotation: SIMD4(vector(), 1)).quaternion
    let nodes = [
      SceneNode(name: "head", transform: turned), SceneNode(name: "jaw", parent: 0, transform: turned),
      SceneNode(name: "face", mesh: 0, skin: 0),
    ]
    let tree = SceneTree(nodes)
    let skin = SceneSkin(
      joints: [0, 1], inverseBindMatrices: [0, 1].map { tree.globalMatrix(of: $0).inverse ?? .identity })
    return SceneModel(
      nodes: nodes, meshes: [mesh], skins: [skin],
      materials: [SceneMaterial(name: "skin", baseColor: [0.5, 0.25, 0.125, 1]), SceneMaterial(name: "teeth")])
  }

  private static func throughFBX(_ scene: SceneModel) throws -> SceneModel {
    var writer = FBXSceneWriter(scene)
    var data = Data()
    FBXBinaryWriter(writer.document(name: "a").document).write { data.append(contentsOf: $0) }
    return try FBXSceneReader(FBXDocument(data, name: "a.fbx")).model()
  }

  private static func throughGLTF(_ scene: SceneModel) throws -> SceneModel {
    var writer = GLTFSceneWriter(scene)
    return try GLTFSceneReader(writer.document(name: "a")).model()
  }

  private static func near(_ a: [SIMD3<Float>], _ b: [SIMD3<Float>], _ tolerance: Float = 0) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { x, y in (x - y).magnitude <= tolerance }
  }

  @Test(arguments: 1...10)
  func fbxKeepsVerticesFacesTargetsAndSkin(seed: UInt64) throws {
    let scene = Self.scene(seed: seed)
    let read = try Self.throughFBX(scene)
    let (mesh, wanted) = (read.meshes[0], scene.meshes[0])
    #expect(mesh.positions == wanted.positions && mesh.corners == wanted.corners && mesh.faceSizes == wanted.faceSizes)
    #expect(mesh.faceMaterials == wanted.faceMaterials && Self.near(mesh.cornerNormals, wanted.cornerNormals, 1e-6))
    for (a, b) in zip(mesh.cornerTextureCoordinates, wanted.cornerTextureCoordinates) { #expect(abs(a.y - b.y) < 1e-6) }
    #expect(mesh.targets.map(\.name) == wanted.targets.map(\.name))
    for (a, b) in zip(mesh.targets, wanted.targets) {
      #expect(a.indices == b.indices && a.displacements == b.displacements, "\(a.name)")
    }
    #expect(read.nodes.map(\.name) == scene.nodes.map(\.name) && read.nodes.map(\.parent) == scene.nodes.map(\.parent))
    #expect(read.skins[0].joints == [0, 1] && mesh.joints.allSatisfy { $0[0] == 0 && $0[1] == 1 })
    for (a, b) in zip(read.skins[0].inverseBindMatrices, scene.skins[0].inverseBindMatrices) {
      for column in 0..<4 {
        #expect(((a.columns[column] - b.columns[column]) * (a.columns[column] - b.columns[column])).sum() < 1e-8)
      }
    }
    #expect(read.metersPerUnit == 1)
  }

  @Test(arguments: 1...10)
  func gltfKeepsVerticesInOrderAndAddsOnlySeams(seed: UInt64) throws {
    let scene = Self.scene(seed: seed)
    let read = try Self.throughGLTF(scene)
    let (mesh, wanted) = (read.meshes[0], scene.meshes[0])
    #expect(Array(mesh.positions.prefix(6)) == wanted.positions && mesh.positions.count == 8)
    #expect(mesh.faceSizes.count == 4 && Set(mesh.faceMaterials) == [0, 1])
    #expect(mesh.targets.map(\.name) == wanted.targets.map(\.name))
    for (a, b) in zip(mesh.targets, wanted.targets) {
      let firsts = zip(a.indices, a.displacements).filter { $0.0 < 6 }
      #expect(firsts.map(\.0) == b.indices && firsts.map(\.1) == b.displacements, "\(a.name)")
      // Copies move as the vertices that they are copies of.
      for (vertex, moved) in zip(a.indices, a.displacements) where vertex >= 6 {
        let original = wanted.positions.firstIndex(of: mesh.positions[Int(vertex)])!
        #expect(b.indices.firstIndex(of: UInt32(original)).map { b.displacements[$0] } == moved)
      }
    }
    #expect(read.skins[0].inverseBindMatrices == scene.skins[0].inverseBindMatrices)
    #expect(read.nodes.map(\.name) == scene.nodes.map(\.name))
  }

  @Test func gltfStandsUprightInMetresWhateverTheSource() throws {
    var scene = Self.scene(seed: 3)
    scene.metersPerUnit = 0.01
    scene.uprightRotation = SceneMatrix(rotation: [-1, 0, 0, 1]).quaternion  // Z up
    let read = try Self.throughGLTF(scene)
    let root = try #require(read.nodes.indices.last)
    #expect(read.nodes[0].parent == root && read.nodes[root].transform.scale == [0.01, 0.01, 0.01])
    let up = SceneTree(read.nodes).globalMatrix(of: root).transform([0, 0, 100])
    #expect((up - [0, 1, 0]).magnitude < 1e-5)
  }
}

extension SIMD3<Float> {
  fileprivate var magnitude: Float { (self * self).sum().squareRoot() }
}
