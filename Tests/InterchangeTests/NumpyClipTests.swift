import ArrayFiles
import FaceCurves
import FaceRig
import Files
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import Interchange

/// Vertices and FLAME's parameters, in and out.
struct NumpyClipTests {
  let folder: TemporaryFolder
  private let aria: Rig

  init() throws {
    folder = try TemporaryFolder()
    aria = try Aria.rig.get()
  }

  private func npz(_ arrays: [(String, NPYArray)], _ name: String = "clip.npz") throws -> String {
    try folder.write(ZipArchive.packed(arrays.map { ("\($0.0).npy", $0.1.file) }), to: name)
  }

  private func settings() -> ImportSettings {
    var settings = ImportSettings()
    settings.rig = aria
    return settings
  }

  /// Vertices of Aria's face under random faces that leave no choice: what its targets can tell apart.
  private func sequence(_ frames: Int) throws -> (faces: [[FaceChannel: Float]], vertices: [Float], count: Int) {
    let node = try #require(aria.morphNodes.first { !$0.targetNames.isEmpty })
    let mesh = aria.scene.meshes[node.mesh]
    var random = TestRandom(6)
    let shown: [FaceChannel] = [
      .jawOpen, .mouthPucker, .mouthSmileLeft, .browInnerUp, .eyeBlinkRight, .mouthUpperUpLeft,
    ]
    var faces: [[FaceChannel: Float]] = []
    var vertices: [Float] = []
    for _ in 0..<frames {
      let face = Dictionary(uniqueKeysWithValues: shown.map { ($0, Float.random(in: 0...1, using: &random)) })
      var positions = mesh.positions
      for target in mesh.targets {
        guard let weight = FaceChannel(name: target.name).flatMap({ face[$0] }) else { continue }
        for (index, move) in zip(target.indices, target.displacements) { positions[Int(index)] += move * weight }
      }
      faces.append(face)
      vertices += positions.flatMap { [$0.x, $0.y, $0.z] }
    }
    return (faces, vertices, mesh.positions.count)
  }

  @Test(arguments: [Double.nan, .infinity, 0, -24, 1e300]) func aFrameRateThatIsNoneIsNamed(rate: Double) throws {
    let path = try npz([
      ("weights", .floats([0], shape: [1, 1])), ("names", .texts(["jawOpen"])), ("fps", .scalar(rate)),
    ])
    var settings = settings()
    settings.frameRate = try FrameRate(30)
    let error = #expect(throws: InterchangeError.self) { _ = try ClipFile(settings: settings).read(path) }
    #expect(error?.message.contains("says 'fps' is") == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [true, false]) func verticesBecomeTheWeightsThatMovedThem(flat: Bool) throws {
    let (faces, vertices, count) = try sequence(5)
    let array = NPYArray.floats(vertices, shape: flat ? [5, count * 3] : [5, count, 3])
    let path = try npz([("verts", array), ("mocap_frame_rate", .scalar(25))])
    let clip = try ClipFile(settings: settings()).read(path)
    #expect(clip.frameCount == 5 && clip.frameRate.framesPerSecond == 25)
    for (frame, face) in faces.enumerated() {
      for channel in FaceChannel.arkit {
        #expect(abs(clip[frame, channel] - (face[channel] ?? 0)) < 1e-3, "\(channel)")
      }
    }
  }

  @Test func aBareArrayNeedsARateAndARig() throws {
    let (_, vertices, count) = try sequence(2)
    let path = try folder.write(NPYArray.floats(vertices, shape: [2, count, 3]).file, to: "verts.npy")
    var settings = settings()
    let noRate = #expect(throws: InterchangeError.self) { try ClipFile(settings: settings).read(path) }
    #expect(noRate?.message.contains("--read-fps") == true)
    settings.frameRate = try FrameRate(30)
    #expect(try ClipFile(settings: settings).read(path).frameCount == 2)
    settings.rig = nil
    let noRig = #expect(throws: InterchangeError.self) { try ClipFile(settings: settings).read(path) }
    #expect(noRig?.message.contains("--rig") == true)
  }

  @Test(arguments: [Float.nan, .infinity]) func aTurnThatIsNoNumberIsRefused(turn: Float) throws {
    let path = try npz([
      ("weights", .floats([0, 1], shape: [2, 1])), ("names", .texts(["jawOpen"])), ("fps", .scalar(30)),
      ("rotations.head", .floats([0, 0, 0, 0, turn, 0], shape: [2, 3])),
    ])
    let error = #expect(throws: InterchangeError.self) { try ClipFile().read(path) }
    #expect(error?.message.contains("frame 1") == true)
  }

  @Test func aWeightThatNoFaceHasIsRefused() throws {
    let path = try npz([
      ("weights", .floats([0, -1e7], shape: [2, 1])), ("names", .texts(["jawOpen"])), ("fps", .scalar(30)),
    ])
    let error = #expect(throws: InterchangeError.self) { try ClipFile().read(path) }
    #expect(error?.message.contains("frame 1 of 'clip.npz' has a value of 10000000.0") == true)
  }

  @Test func verticesOfAnotherMeshAreRefused() throws {
    let path = try npz([
      ("vertices", .floats([Float](repeating: 0, count: 30), shape: [1, 10, 3])), ("fps", .scalar(30)),
    ])
    let error = #expect(throws: InterchangeError.self) { try ClipFile(settings: settings()).read(path) }
    #expect(error?.message.contains("10 vertices") == true)
  }

  /// A FLAME of Aria's own vertices, as the user's file.
  private func flame() throws -> String {
    let mesh = try #require(aria.scene.meshes.first { !$0.targets.isEmpty })
    func dense(_ target: MorphTarget) -> [SIMD3<Float>] {
      var all = [SIMD3<Float>](repeating: .zero, count: mesh.positions.count)
      for (index, move) in zip(target.indices, target.displacements) { all[Int(index)] = move }
      return all
    }
    let open = dense(try #require(mesh.targets.first { $0.name == "jawOpen" }))
    let arrays = FlameArrays(
      positions: mesh.positions, shapes: mesh.targets.filter { $0.name != "jawOpen" }.map(dense), open: open,
      leftEye: [0.03, 0.03, 0.09], rightEye: [-0.03, 0.03, 0.09], jaw: [0, -0.01, 0], seed: 1)
    let count = mesh.positions.count
    return try npz(
      [
        ("v_template", .floats(arrays.template, shape: [count, 3])),
        ("shapedirs", .floats(arrays.directions, shape: [count, 3, 400])),
        ("J_regressor", .floats(arrays.regressor, shape: [5, count])),
        ("weights", .floats(arrays.weights, shape: [count, 5])),
      ], "flame.npz")
  }

  @Test func aClipGoesToFLAMEAndBackWithItsTurns() throws {
    var settings = settings()
    settings.flame = try FlameFile.model(try flame())
    let origin = ClipOrigin(audioName: "", audioHash: "", modelIdentifier: "", seed: 0)
    var clip = FaceClip(frameRate: try FrameRate(30), durationSeconds: 0.2, origin: origin)
    for frame in 0..<clip.frameCount {
      clip[frame, .jawOpen] = Float(frame) * 0.1
      clip[frame, .mouthSmileLeft] = 0.5
    }
    try clip.setRotations(.head, (0..<clip.frameCount).map { JointRotation(x: 0.1, y: 0.02 * Float($0), z: -0.1) })
    try clip.setRotations(.leftEye, Array(repeating: JointRotation(x: 0.1, y: 0.2, z: 0), count: clip.frameCount))
    var export = ExportSettings(frameRate: try FrameRate(30))
    export.flame = settings.flame
    let path = folder.path("line.flame.npz")
    let file = try OutputFile(path: path)
    try OutputFormat(path: path).writer(rig: aria, settings: export).write(clip, to: file)
    try file.finish()
    try file.commit()
    let back = try ClipFile(settings: settings).read(path)
    #expect(back.frameCount == clip.frameCount)
    for frame in 0..<clip.frameCount {
      for channel in FaceChannel.arkit { #expect(abs(back[frame, channel] - clip[frame, channel]) < 0.15) }
      for joint in [FaceJoint.head, .leftEye] {
        let (a, b) = (back.rotations[joint]![frame], clip.rotations[joint]![frame])
        #expect(abs(a.x - b.x) < 1e-5 && abs(a.y - b.y) < 1e-5 && abs(a.z - b.z) < 1e-5)
      }
    }
  }

  @Test func theJawStandsWhereToolsPutIt() throws {
    var settings = settings()
    settings.flame = try FlameFile.model(try flame())
    func open(_ key: String, _ columns: Int, at column: Int) throws -> Float {
      var row = [Float](repeating: 0, count: columns)
      row[column] = 0.2
      let path = try npz([
        ("exp", .floats([Float](repeating: 0, count: 50), shape: [1, 50])), (key, .floats(row, shape: [1, columns])),
        ("fps", .scalar(25)),
      ])
      return try ClipFile(settings: settings).read(path)[0, .jawOpen]
    }
    #expect(try open("jaw_pose", 3, at: 0) > 0.2)
    #expect(try open("pose", 6, at: 3) > 0.2)
    #expect(try open("poses", 165, at: 66) > 0.2)
  }

  @Test func flameNeedsTheUsersModel() throws {
    let path = try npz([("expression", .floats([0, 0], shape: [1, 2])), ("fps", .scalar(25))])
    let error = #expect(throws: InterchangeError.self) { try ClipFile(settings: settings()).read(path) }
    #expect(error?.message.contains("--flame") == true)
    #expect(#expect(throws: InterchangeError.self) { try FlameFile.model("none.npz") }?.code == .fileNotFound)
    let pickle = try folder.write(Data([0x80, 2]), to: "generic_model.pkl")
    #expect(#expect(throws: InterchangeError.self) { try FlameFile.model(pickle) }?.code == .formatUnknown)
  }
}
