import Foundation
import TestSupport
import Testing

/// A checkout that belongs to another, or lies on a disk that cannot be written.
@Suite(
  .enabled(
    if: ScriptCheckout.strangersAreThere, "needs setpriv, and a folder for temporary files that everyone can enter"))
struct ReadOnlyCheckoutTests {
  private func entries(_ checkout: ScriptCheckout) throws -> String { try checkout.shell("ls -AR").output }

  @Test func aProgramThatIsBuiltRuns() throws {
    let checkout = try ScriptCheckout()
    _ = try checkout.run("Tools/mien")
    let run = try checkout.runAsStranger("Tools/mien", "rigs")
    #expect(run.status == 0 && run.output == "mien\n<rigs>\n" && run.errors.isEmpty, "\(run.errors)")
    #expect(try checkout.calls.count == 1)
  }

  @Test func oneThatIsNotIsBuiltInTheCacheOnce() throws {
    let checkout = try ScriptCheckout()
    let before = try entries(checkout)
    for _ in 1...2 {
      let run = try checkout.runAsStranger("Tools/mien", "rigs")
      #expect(run.status == 0 && run.output == "mien\n<rigs>\n", "\(run.errors)")
    }
    #expect(try checkout.calls.count == 1)
    #expect(try entries(checkout) == before)
    let built = try checkout.runAsStranger("Tools/build").output
    #expect(
      built.hasPrefix(checkout.folder.path("home/.cache/mien/a check out-")) && built.hasSuffix("/release/mien\n"))
  }

  @Test func aSourceNewerThanItsProgramIsBuiltInTheCache() throws {
    let checkout = try ScriptCheckout()
    _ = try checkout.run("Tools/mien")
    try checkout.shell("sleep 0.02; touch Sources/mien/Mien.swift")
    for _ in 1...2 { #expect(try checkout.runAsStranger("Tools/mien").status == 0) }
    #expect(try checkout.calls.count == 2)
  }

  @Test func theCacheIsWhereXDGSaysAndHoldsTheHeads() throws {
    let checkout = try ScriptCheckout()
    try checkout.shell("mkdir -p Rigs/aria && echo {} >Rigs/aria/rig.json && mkdir -m 777 ../elsewhere")
    let cache = checkout.folder.path("elsewhere")
    let built = try checkout.runAsStranger("Tools/build", environment: ["XDG_CACHE_HOME": cache])
    #expect(built.output.hasPrefix(cache + "/mien/"), "\(built.errors)")
    // The program looks for Rigs in the folders above it.
    let above = try #require(built.output.split(separator: "/.build").first)
    #expect(FileManager.default.fileExists(atPath: "\(above)/Rigs/aria/rig.json"))
  }

  @Test func whereTheCacheCannotBeWrittenEitherThatIsSaid() throws {
    let checkout = try ScriptCheckout()
    let run = try checkout.runAsStranger("Tools/mien", environment: ["XDG_CACHE_HOME": "/proc/none"])
    #expect(run.status == 73 && run.errors.contains("name a cache folder in XDG_CACHE_HOME"), "\(run.errors)")
    #expect(try checkout.calls == [])
  }
}
