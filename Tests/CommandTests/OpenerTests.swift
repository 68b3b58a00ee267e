import Foundation
import TestSupport
import Testing

/// The libraries that a format's users read it with, as judges.
struct OpenerTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The Python of `Tools/judges`, which `Tools/test` names.
  private static let python = ProcessInfo.processInfo.environment["MIEN_JUDGES"]
  private static let speech = Command.repository.appendingPathComponent("Samples/greeting/speech.wav").path

  private func judge(_ script: String, _ arguments: [String]) throws {
    let python = try #require(Self.python)
    let judge = Command.repository.appendingPathComponent("Tests/Judges/\(script)").path
    let result = try Command.run(URL(fileURLWithPath: python), [judge] + arguments)
    #expect(result.status == 0, "\(result.output.suffix(1000)) \(result.errors.suffix(3000))")
  }

  @Test(.enabled(if: python != nil), arguments: ["24", "30", "60"])
  func usdIsValidAndHasEveryWeight(fps: String) throws {
    let baked = try Command.mien(
      "bake", Self.speech, "--fps", fps, "-o", folder.path("a.usda"), "-o", folder.path("a.csv"))
    try #require(baked.status == 0, "\(baked.errors)")
    try judge("usd_weights.py", [folder.path("a.usda"), folder.path("a.csv"), fps])
  }

  @Test(.enabled(if: python != nil && SharedRigs.arePresent), arguments: ["mini-binary.fbx", "ict-facekit.fbx"])
  func usdOfForeignRigsIsValidToo(rig: String) throws {
    let baked = try Command.mien(
      "bake", Self.speech, "--fps", "30", "--rig", SharedRigs.url(rig).path, "-o", folder.path("a.usda"), "-o",
      folder.path("a.csv"))
    try #require(baked.status == 0, "\(baked.errors)")
    try judge("usd_weights.py", [folder.path("a.usda"), folder.path("a.csv"), "30"])
  }

  @Test(.enabled(if: python != nil)) func everyFormatsOwnParsersSeeTheClip() throws {
    let names = [
      "npz", "a2f.csv", "rigmapper.csv", "metahuman.csv", "board.csv", "anim", "xml", "rhubarb.json", "tsv", "dat",
      "glb",
      "gltf", "vrma", "tres", "maya.anim",
    ]
    let baked = try Command.run(
      Command.executable,
      ["bake", Self.speech, "--fps", "30"] + names.flatMap { ["-o", folder.path("a.\($0)")] })
    try #require(baked.status == 0, "\(baked.errors)")
    try judge("openers.py", [folder.url.path])
  }
}
