import TestSupport
import Testing

struct InstallPackagesTests {
  private let needed: [String]
  private let notRoot = ["STAND_IN_USER": "1000"]

  init() throws { needed = try ScriptCheckout.packages(for: ["build"]) }

  private func install(_ checkout: ScriptCheckout, _ purpose: String = "build", environment: [String: String] = [:])
    throws -> ProgramRun
  {
    try checkout.run("Tools/install-packages", purpose, environment: environment)
  }

  /// The line that names the packages is the whole of what is said, and the status that of a program that is missing.
  private func expectMissing(_ run: ProgramRun, saying words: String, and names: [String]) {
    #expect(run.status == 69, "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(words) && run.errors.contains(names.joined(separator: " ")), "\(run.errors)")
  }

  @Test(arguments: ["build", "test", "train"])
  func whereAllIsThereNothingIsSaidOrInstalled(purpose: String) throws {
    let checkout = try ScriptCheckout()
    let run = try install(checkout, purpose, environment: notRoot)
    #expect(run.status == 0 && run.errors.isEmpty && run.output.isEmpty, "\(run.errors)")
    #expect(try checkout.calls == [])
  }

  @Test func whereNothingIsThereAllOfItIsInstalledAndSaid() throws {
    let checkout = try ScriptCheckout(packages: [])
    let run = try install(checkout)
    #expect(run.status == 0 && run.output.isEmpty)
    #expect(run.errors == "mien: installing \(needed.joined(separator: " "))\n")
    #expect(try checkout.calls == ["apt-get update", "apt-get install \(needed.joined(separator: " "))"])
  }

  @Test func onlyWhatIsMissingIsInstalledAndSaid() throws {
    let checkout = try ScriptCheckout(packages: needed.filter { $0 != "libsoxr-dev" && $0 != "libcairo2-dev" })
    let run = try install(checkout)
    #expect(run.status == 0 && run.errors == "mien: installing libsoxr-dev libcairo2-dev\n")
    #expect(try checkout.lines("packages").suffix(2) == ["libsoxr-dev", "libcairo2-dev"])
    #expect(try install(checkout).errors.isEmpty)
  }
}
