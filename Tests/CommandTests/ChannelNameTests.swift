import Foundation
import TestSupport
import Testing

/// Every written format, read back by others' readers, by the name of each channel.
struct ChannelNameTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let aria = Command.repository.appendingPathComponent("Rigs/aria/aria.glb").path

  /// A clip in which every channel stands still at a value of its own, so that no neighbour can stand in for another.
  private func clip() throws -> (path: String, names: [String]) {
    let inspected = try Command.mien("inspect", Self.aria, "--json")
    let report = try JSONSerialization.jsonObject(with: Data(inspected.output.utf8)) as? [String: Any]
    let names = try #require((report?["meshes"] as? [[String: Any]])?.first?["targets"] as? [String])
    try #require(names.count == 68)
    let row = names.indices.map { "\(Double($0 + 1) / 128)" }.joined(separator: ",")
    let facs = names.map { "\"\($0.prefix(1).uppercased())\($0.dropFirst())\"" }.joined(separator: ",")
    let json = #"{"exportFps": 60, "facsNames": [\#(facs)], "weightMat": [[\#(row)],[\#(row)],[\#(row)]]}"#
    return (try folder.write(Data(json.utf8), to: "clip.json"), names)
  }

  private func convert(_ clip: String, to names: [String]) throws {
    let made = try Command.run(
      Command.executable,
      ["convert", clip, "--rig", Self.aria] + names.flatMap { ["-o", folder.path($0)] })
    try #require(made.status == 0, "\(made.errors)")
  }

  @Test(.enabled(if: Judge.environment != nil)) func everyFormatHasEveryChannelUnderItsName() async throws {
    let (path, names) = try clip()
    try convert(
      path,
      to: [
        "a.glb", "a.gltf", "a.usda", "a.vrma", "a.csv", "a.json", "a.a2f.csv", "a.npz", "a.metahuman.csv",
        "a.board.csv",
        "a.rigmapper.csv", "a.unity.anim", "a.tres", "a.maya.anim",
      ])
    #expect(
      try await Judge.python.complaint(
        of: "channels_by_name", path, folder.url.path, names.joined(separator: ",")) == nil)
  }

  @Test(arguments: ["a.glb", "a.fbx"]) func blenderHasEveryChannelUnderItsName(file: String) async throws {
    let path = try clip().path
    try convert(path, to: [file])
    #expect(try await Judge.blender.complaint(of: "blender_channels", folder.path(file), path) == nil)
  }
}
