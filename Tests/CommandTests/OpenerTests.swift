import Foundation
import TestSupport
import Testing

/// The libraries that a format's users read it with, as judges.
struct OpenerTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let speech = Command.repository.appendingPathComponent("Samples/greeting/speech.wav").path

  @Test(.enabled(if: Judge.environment != nil), arguments: ["24", "30", "60"])
  func usdIsValidAndHasEveryWeight(fps: String) async throws {
    let baked = try Command.mien(
      "bake", Self.speech, "--fps", fps, "-o", folder.path("a.usda"), "-o", folder.path("a.csv"))
    try #require(baked.status == 0, "\(baked.errors)")
    #expect(
      try await Judge.python.complaint(of: "usd_weights", folder.path("a.usda"), folder.path("a.csv"), fps) == nil)
  }

  @Test(
    .enabled(if: Judge.environment != nil && SharedRigs.arePresent), arguments: ["mini-binary.fbx", "ict-facekit.fbx"])
  func usdOfForeignRigsIsValidToo(rig: String) async throws {
    let baked = try Command.mien(
      "bake", Self.speech, "--fps", "30", "--rig", SharedRigs.url(rig).path, "-o", folder.path("a.usda"), "-o",
      folder.path("a.csv"))
    try #require(baked.status == 0, "\(baked.errors)")
    #expect(
      try await Judge.python.complaint(of: "usd_weights", folder.path("a.usda"), folder.path("a.csv"), "30") == nil)
  }

  @Test(.enabled(if: Judge.environment != nil)) func everyFormatsOwnParsersSeeTheClip() async throws {
    let names = [
      "npz", "a2f.csv", "rigmapper.csv", "metahuman.csv", "board.csv", "anim", "xml", "rhubarb.json", "tsv", "dat",
      "glb",
      "gltf", "vrma", "tres", "maya.anim",
    ]
    let baked = try Command.run(
      Command.executable,
      ["bake", Self.speech, "--fps", "30"] + names.flatMap { ["-o", folder.path("a.\($0)")] })
    try #require(baked.status == 0, "\(baked.errors)")
    #expect(try await Judge.python.complaint(of: "openers", folder.url.path) == nil)
  }
}
