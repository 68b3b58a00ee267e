import Foundation
import TestSupport
import Testing

/// `.ci/run` and `Tools/stranger`, and whether any script is forgotten.
struct EveryScriptTests {
  /// Paths of the repository's shell scripts, from its folder.
  private static let scripts: [String] = {
    ["Tools", "Samples", ".ci"].flatMap { folder in
      let place = TestRepository.folder.appendingPathComponent(folder).resolvingSymlinksInPath()
      let names = FileManager.default.enumerator(atPath: place.path)?.compactMap { $0 as? String } ?? []
      return names.filter {
        FileManager.default.contents(atPath: "\(place.path)/\($0)")?.starts(with: Data("#!/usr/bin/env bash\n".utf8))
          == true
      }
      .map { "\(folder)/\($0)" }
    }
  }()

  @Test(arguments: scripts) func aTestRunsEveryScript(script: String) throws {
    let folder = TestRepository.folder.appendingPathComponent("Tests/ToolTests")
    let tests = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix("Tests.swift") }
      .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
    #expect(tests.contains { $0.contains("\"\(script)\"") }, "no test in Tests/ToolTests runs \(script)")
  }

  @Test func allThatMustHoldIsInstalledTestedAndTrained() throws {
    let checkout = try ScriptCheckout(packages: [])
    let run = try checkout.run(".ci/run")
    #expect(run.status == 0 && run.output.contains("smoke: skipped"), "\(run.output) \(run.errors)")
    #expect(try Set(checkout.lines("packages")) == Set(ScriptCheckout.packages(for: ["build", "test", "train"])))
    #expect(try checkout.calls.contains { $0.hasPrefix("swift test ") })
  }

  @Test func aTestThatFailsFailsAll() throws {
    let checkout = try ScriptCheckout()
    try checkout.note("tests-fail", ["1 issue"])
    #expect(try checkout.run(".ci/run").status == 1)
  }

  @Test func trainingThatFailsFailsAllWithItsLog() throws {
    let checkout = try ScriptCheckout()
    try checkout.shell("mkdir -p ../shared/data/emodb")
    try checkout.note("stage-fails", ["no recordings"])
    let run = try checkout.run(".ci/run")
    #expect(run.status == 1 && run.errors.contains("no recordings\nsmoke: 'prepare recorded "), "\(run.errors)")
  }

  @Test func aStrangersPackageThatDoesNotBuildShowsWhy() throws {
    let checkout = try ScriptCheckout()
    try checkout.note("swift-fails", ["error: no product 'DialogueBake'"])
    let run = try checkout.run("Tools/stranger")
    #expect(run.status == 70 && run.errors == "error: no product 'DialogueBake'\n")
  }

  @Test func withoutSwiftNoStrangersPackageIsMade() throws {
    let run = try ScriptCheckout(without: ["swift"]).run("Tools/stranger")
    #expect(run.status == 69 && run.errors.contains("there is no 'swift' on the PATH"), "\(run.errors)")
  }
}
