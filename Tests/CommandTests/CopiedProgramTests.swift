import Foundation
import TestSupport
import Testing

/// A program that was copied elsewhere finds what belongs to it in standard places, or says what it lacks.
struct CopiedProgramTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for place in ["bin", "share/mien", "home"] {
      try FileManager.default.createDirectory(atPath: folder.path(place), withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(atPath: Command.executable.path, toPath: folder.path("bin/mien"))
  }

  /// Without the build's own folder in sight: its sources are hidden by a mount of nothing, where that may be made.
  private func run(_ arguments: String, environment: String = "") throws -> ProgramRun {
    try Command.shell(
      "env -i PATH=\"$PATH\" HOME='\(folder.path("home"))' \(environment) '\(folder.path("bin/mien"))' \(arguments)")
  }

  private func placeResources(_ place: String) throws {
    let build = Command.executable.resolvingSymlinksInPath().deletingLastPathComponent()
    for name in try FileManager.default.contentsOfDirectory(atPath: build.path)
    where name.hasPrefix("mien_") && name.hasSuffix(".resources") {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("\(place)/\(name)"), withDestinationPath: build.appendingPathComponent(name).path)
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("\(place)/Rigs"), withDestinationPath: Command.repository.appendingPathComponent("Rigs").path)
  }

  @Test(arguments: ["bin", "share/mien"]) func findsWhatLiesBesideIt(place: String) throws {
    try placeResources(place)
    #expect(try run("model info").status == 0)
    #expect(try run("rigs").output.contains("aria"))
  }

  @Test func findsWhatVariablesName() throws {
    try placeResources("home")
    #expect(try run("rigs", environment: "MIEN_RESOURCES='\(folder.path("home"))'").output.contains("aria"))
    #expect(try run("rigs", environment: "MIEN_RIGS='\(folder.path("home/Rigs"))'").output.contains("aria"))
  }

  @Test func withoutRigsItSaysWhereTheyMayBe() throws {
    for arguments in ["rigs", "bake /nowhere.wav -o x.glb", "preview -o x.png"] {
      let run = try run(arguments, environment: "MIEN_RIGS='\(folder.path("home"))'")
      #expect(run.status == 66 && run.errors.contains("MIEN_RIGS"), "\(run.status) \(run.errors)")
    }
  }
}
