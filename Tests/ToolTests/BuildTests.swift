import Foundation
import TestSupport
import Testing

/// `Tools/mien`, and `Tools/build` that it asks.
struct BuildTests {
  private func builds(_ checkout: ScriptCheckout) throws -> Int {
    try checkout.calls.count { $0.hasPrefix("swift build") }
  }

  @Test func theFirstCallInstallsBuildsAndRuns() throws {
    let checkout = try ScriptCheckout(packages: ["pkg-config"])
    let run = try checkout.run("Tools/mien", "bake", "a line.wav", "-o", "", "it's")
    #expect(run.status == 0 && run.output == "mien\n<bake>\n<a line.wav>\n<-o>\n<>\n<it's>\n")
    let said = run.errors.split(separator: "\n")
    #expect(said.count == 2 && said[0].hasPrefix("mien: installing libsndfile1-dev "), "\(run.errors)")
    #expect(said.last == "mien: building mien (once)")
    #expect(
      try checkout.calls.last
        == "swift build --package-path \(checkout.root.path) --configuration release --product mien")
  }

  @Test func theSecondCallOnlyRuns() throws {
    let checkout = try ScriptCheckout()
    _ = try checkout.run("Tools/mien")
    let again = try checkout.run("Tools/mien", "rigs")
    #expect(again.status == 0 && again.output == "mien\n<rigs>\n" && again.errors.isEmpty)
    #expect(try builds(checkout) == 1)
  }

  @Test(arguments: [
    "touch Sources/mien/Mien.swift", "touch Package.swift", "touch Sources/mien/New.swift",
    "rm Sources/mien/Mien.swift",
    "rm .build/release/mien",
  ])
  func whatChangedIsBuiltAgain(change: String) throws {
    let checkout = try ScriptCheckout()
    _ = try checkout.run("Tools/mien")
    try checkout.shell("sleep 0.02 && \(change)")
    #expect(try checkout.run("Tools/mien").status == 0)
    #expect(try builds(checkout) == 2)
  }

  @Test func whatChangesWhileItBuildsIsBuiltNext() throws {
    let checkout = try ScriptCheckout()
    try checkout.note(
      "meanwhile", ["sleep 0.02; touch \"$package/Sources/mien/Mien.swift\"; rm \"$STAND_INS/meanwhile\""])
    for _ in 1...3 { _ = try checkout.run("Tools/mien") }
    #expect(try builds(checkout) == 2)
  }

  @Test func twoCallsAtOnceBuildOnce() throws {
    let checkout = try ScriptCheckout(packages: [])
    let run = try checkout.atOnce("Tools/mien one", "Tools/mien two")
    #expect(run.output.contains("<one>\n") && run.output.contains("<two>\n"))
    #expect(try builds(checkout) == 1)
    #expect(try checkout.calls.count { $0.hasPrefix("apt-get install") } == 1)
    #expect(try checkout.lines("second") == ["mien: waiting for another call that builds"])
  }

  @Test func aFailedBuildShowsItsLogAndIsTriedAgain() throws {
    let checkout = try ScriptCheckout()
    try checkout.note("swift-fails", ["error: no such module 'Mien'"])
    let run = try checkout.run("Tools/mien", "rigs")
    #expect(run.status == 70 && run.output.isEmpty && run.errors.hasSuffix("error: no such module 'Mien'\n"))
    try checkout.shell("rm \"$STAND_INS/swift-fails\"")
    #expect(try checkout.run("Tools/mien", "rigs").output == "mien\n<rigs>\n")
  }

  @Test func aFailedBuildDoesNotRunTheProgramOfTheLastOne() throws {
    let checkout = try ScriptCheckout()
    _ = try checkout.run("Tools/mien")
    try checkout.note("swift-fails", ["error"])
    try checkout.shell("sleep 0.02; touch Sources/mien/Mien.swift")
    for _ in 1...2 { #expect(try checkout.run("Tools/mien").status == 70) }
  }

  @Test func withoutSwiftNothingIsInstalled() throws {
    let checkout = try ScriptCheckout(packages: [], without: ["swift"])
    let run = try checkout.run("Tools/mien", "rigs")
    #expect(run.status == 69 && run.errors == "mien: there is no 'swift' on the PATH: install Swift 6 and try again\n")
    #expect(try checkout.calls == [])
  }

  @Test func withoutThePackagesNothingIsBuilt() throws {
    let checkout = try ScriptCheckout(packages: [], without: ["sudo"])
    let run = try checkout.run("Tools/mien", environment: ["STAND_IN_USER": "1000"])
    #expect(run.status == 69 && run.errors.contains("As root:  apt-get install"))
    #expect(try builds(checkout) == 0)
  }

  @Test func aLinkToTheScriptRunsFromAnyFolder() throws {
    let checkout = try ScriptCheckout()
    try checkout.link("Tools/mien", from: "linked mien")
    let run = try checkout.shell("cd /; \"$OLDPWD/linked mien\" rigs")
    #expect(run.status == 0 && run.output == "mien\n<rigs>\n", "\(run.errors)")
  }

  @Test func aSystemWithoutFlockBuildsToo() throws {
    let checkout = try ScriptCheckout(without: ["flock"])
    #expect(try checkout.run("Tools/mien", "rigs").output == "mien\n<rigs>\n")
  }

  @Test func everyProgramOfThePackageIsBuiltWhenItsOwnSourceChanges() throws {
    let checkout = try ScriptCheckout()
    for _ in 1...2 {
      let run = try checkout.run("Tools/build", "solve-bench")
      #expect(run.output == checkout.root.path + "/.build/release/solve-bench\n")
    }
    #expect(try builds(checkout) == 1)
    try checkout.shell("sleep 0.02; touch Tools/solve-bench/*.swift")
    _ = try checkout.run("Tools/build", "solve-bench")
    #expect(try builds(checkout) == 2)
  }
}
