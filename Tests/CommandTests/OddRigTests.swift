import Foundation
import TestSupport
import Testing

/// Rigs as the world has them: names that no format likes, a thousand targets, two meshes of one name.
struct OddRigTests {
  let folder: TemporaryFolder
  private let speech: String

  init() throws {
    folder = try TemporaryFolder()
    speech = folder.path("speech.flac")
    try SoundFile.write(SoundFile.babble(seconds: 0.4), as: .flac, to: speech)
  }

  private func targets(_ path: String) throws -> [[String]] {
    let found = try Command.mien("inspect", path, "--json")
    try #require(found.status == 0, "\(found.errors)")
    let report = try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any]
    return try #require(report?["meshes"] as? [[String: Any]]).map { $0["targets"] as? [String] ?? [] }
  }

  /// Bakes onto a rig in every format of scenes and engines, and reads the scenes' names back.
  private func bakes(_ scene: Data, keeping names: [[String]]) async throws {
    let rig = try folder.write(scene, to: "rig.glb")
    let outputs = ["a.glb", "a.gltf", "a.fbx", "a.usda", "a.vrma", "a.unity.anim", "a.tres", "a.maya.anim"].map(
      folder.path)
    let baked = try Command.run(
      Command.executable, ["bake", speech, "--rig", rig] + outputs.flatMap { ["-o", $0] })
    try #require(baked.status == 0, "\(baked.errors)")
    for path in outputs.prefix(3) { #expect(try targets(path) == names, "\(path)") }
    if Judge.environment != nil {
      let counts = names.map { "\($0.count)" }
      #expect(try await Judge.python.complaint(of: "usd_opens", [folder.path("a.usda")] + counts) == nil)
    }
  }

  @Test func namesWithAnythingInThemAreKept() async throws {
    let names = [
      "jawOpen", "jaw open", "口/jawOpen", "口を開ける", "a\"b'c", "x.y:z|w", "tab\tnew\nline",
      String(repeating: "é", count: 300), "../../etc", "%s%d{0}", "<xml>&amp;", "mouthPucker",
    ]
    try await bakes(try TinyScene.glb(targets: names), keeping: [names])
  }

  @Test func aThousandTargetsAreKept() async throws {
    let names = ["jawOpen"] + (1..<1000).map { "corrective \($0)" }
    try await bakes(try TinyScene.glb(targets: names), keeping: [names])
  }

  @Test func twoMeshesOfOneNameKeepTheirOwnTargets() async throws {
    let scene = try TinyScene.glb(targets: ["jawOpen", "mouthPucker"]) {
      var meshes = $0["meshes"] as! [[String: Any]]
      meshes[0]["name"] = "Head"
      var other = meshes[0]
      var primitive = (other["primitives"] as! [[String: Any]])[0]
      primitive["targets"] = [["POSITION": 2], ["POSITION": 1], ["POSITION": 2]]
      other["primitives"] = [primitive]
      other["extras"] = ["targetNames": ["mouthPucker", "eyeBlinkLeft", "jawOpen"]]
      meshes.append(other)
      $0["meshes"] = meshes
      $0["nodes"] = [["mesh": 0, "name": "Head"], ["mesh": 1, "name": "Head"]]
      $0["scenes"] = [["nodes": [0, 1]]]
    }
    try await bakes(scene, keeping: [["jawOpen", "mouthPucker"], ["mouthPucker", "eyeBlinkLeft", "jawOpen"]])
  }

  @Test func aRigWithoutTargetsIsRefusedWithWhatToDo() throws {
    let rig = try folder.write(try TinyScene.glb(targets: []), to: "rig.glb")
    let baked = try Command.mien("bake", speech, "--rig", rig, "-o", folder.path("a.glb"))
    #expect(baked.status == 65 && baked.errors.contains("export it with its shape keys"))
  }
}
