import Foundation
import TestSupport
import Testing

/// `Tools/test`.
struct TestScriptTests {
  @Test func whatTestsNeedIsInstalledAndBuiltBeforeTheyRun() throws {
    let checkout = try ScriptCheckout(packages: [])
    let run = try checkout.run("Tools/test", "--filter", "a name")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try checkout.lines("packages") == ScriptCheckout.packages(for: ["build", "test"]))
    let calls = try checkout.calls.filter { $0.hasPrefix("swift") }
    #expect(calls.count == 2 && calls[0].hasPrefix("swift build ") && calls[1].hasPrefix("swift test "))
    #expect(calls.last?.hasSuffix(" --filter a name") == true)
    // What tests are told to use is there.
    let used = try #require(run.output.split(separator: "\n").last)
    let programs = used.split(separator: checkout.root.path, omittingEmptySubsequences: true)
    #expect(programs.count == 2)
    for program in programs.map({ checkout.root.path + $0.trimmingCharacters(in: .whitespaces) }) {
      #expect(FileManager.default.isExecutableFile(atPath: program), "\(program)")
    }
  }

  @Test func aTestThatFailsIsAFailure() throws {
    let checkout = try ScriptCheckout()
    try checkout.note("tests-fail", ["1 issue"])
    let run = try checkout.run("Tools/test")
    #expect(run.status == 1 && run.output.hasSuffix("1 issue\n"))
  }

  @Test(arguments: ["swift-fails", "pip-fails", "apt-fails"])
  func withoutWhatTheyNeedNoTestsRun(failure: String) throws {
    let checkout = try ScriptCheckout(packages: [])
    try checkout.note(failure, ["error: so it is"])
    let run = try checkout.run("Tools/test")
    #expect(run.status != 0 && (run.output + run.errors).contains("error: so it is"), "\(run.errors)")
    #expect(try !checkout.calls.contains { $0.hasPrefix("swift test") })
  }

  @Test func withoutSwiftNothingIsInstalled() throws {
    let checkout = try ScriptCheckout(packages: [], without: ["swift"])
    let run = try checkout.run("Tools/test")
    #expect(run.status == 69 && run.errors == "mien: there is no 'swift' on the PATH: install Swift 6 and try again\n")
    #expect(try checkout.calls == [])
  }

  @Test(.enabled(if: ScriptCheckout.strangersAreThere)) func aCheckoutThatCannotBeWrittenIsSaid() throws {
    let checkout = try ScriptCheckout(packages: [])
    let run = try checkout.runAsStranger("Tools/test")
    #expect(run.status == 73 && run.errors.contains("cannot be written: run the tests in a copy of your own"))
    #expect(try checkout.calls == [])
  }
}
