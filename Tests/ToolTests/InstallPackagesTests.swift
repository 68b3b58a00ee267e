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

  /// Nothing was installed, and what is said names the packages; 69 is sysexits' word for what is missing.
  private func expectMissing(_ run: ProgramRun, _ checkout: ScriptCheckout, saying words: String) throws {
    #expect(run.status == 69 && run.output.isEmpty, "\(run.status) \(run.errors)")
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.hasSuffix(" \(needed.joined(separator: " "))\n"), "\(run.errors)")
    #expect(try checkout.lines("packages").isEmpty)
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

  @Test func aPackageThatWasRemovedButNotPurgedIsInstalled() throws {
    let checkout = try ScriptCheckout(packages: needed.filter { $0 != "libsoxr-dev" })
    try checkout.note("removed", ["libsoxr-dev"])
    #expect(try install(checkout).errors == "mien: installing libsoxr-dev\n")
  }

  @Test func testsNeedWhatTheBuildNeedsAsWell() throws {
    let checkout = try ScriptCheckout(packages: [])
    #expect(try install(checkout, "test").status == 0)
    #expect(try checkout.lines("packages") == ScriptCheckout.packages(for: ["build", "test"]))
  }

  @Test func withoutDpkgAptIsAskedForAll() throws {
    let checkout = try ScriptCheckout(packages: [], without: ["dpkg-query"])
    #expect(try install(checkout).status == 0)
    #expect(try checkout.lines("packages") == needed)
  }

  @Test func whoIsNotRootInstallsThroughSudo() throws {
    let checkout = try ScriptCheckout(packages: [])
    #expect(try install(checkout, environment: notRoot).status == 0)
    #expect(try checkout.calls.last == "apt-get install \(needed.joined(separator: " "))")
    #expect(try checkout.calls.filter { $0.hasPrefix("sudo") }.count == 2)
  }

  @Test func rootNeedsNoSudo() throws {
    let checkout = try ScriptCheckout(packages: [], without: ["sudo"])
    #expect(try install(checkout).status == 0)
    #expect(try checkout.lines("packages") == needed)
  }

  @Test func whoIsNotRootAndHasNoSudoIsToldWhatRootCanRun() throws {
    let checkout = try ScriptCheckout(packages: [], without: ["sudo"])
    let run = try install(checkout, environment: notRoot)
    try expectMissing(run, checkout, saying: "there is no sudo. As root:  apt-get install ")
    #expect(try checkout.calls.isEmpty)
  }

  @Test func whomSudoRefusesSeesItsWordsAndWhatRootCanRun() throws {
    let checkout = try ScriptCheckout(packages: [])
    try checkout.note("sudo-fails", ["user is not in the sudoers file."])
    let run = try install(checkout, environment: notRoot)
    try expectMissing(run, checkout, saying: "As root:  apt-get install ")
    #expect(run.errors.contains("user is not in the sudoers file.\n"))
  }

  @Test func whatAptSaysWhenItFailsIsShown() throws {
    let checkout = try ScriptCheckout(packages: [])
    try checkout.note("apt-fails", ["E: Unable to locate package libsoxr-dev"])
    let run = try install(checkout)
    try expectMissing(run, checkout, saying: "apt did not install them")
    #expect(run.errors.contains("E: Unable to locate package libsoxr-dev\n"))
  }

  @Test func listsThatCannotBeRenewedStopNothing() throws {
    let checkout = try ScriptCheckout(packages: [])
    try checkout.note("update-fails", ["W: Failed to fetch a list"])
    #expect(try install(checkout).status == 0)
    #expect(try checkout.lines("packages") == needed)
  }

  @Test func withoutAptTheEquivalentsAreNamed() throws {
    let checkout = try ScriptCheckout(packages: [], without: ["dpkg-query", "apt-get", "pkg-config"])
    let run = try install(checkout)
    let told = try ScriptCheckout.listed.filter { $0[1] == "build" && $0[2] != "-" }.map { $0[0] }
    #expect(run.status == 69 && run.errors.contains("there is no apt here"), "\(run.errors)")
    #expect(told.count > 5 && run.errors.hasSuffix(" packages: \(told.joined(separator: " "))\n"), "\(run.errors)")
  }

  @Test func withoutAptWhatCameAnotherWayIsEnough() throws {
    let checkout = try ScriptCheckout(packages: [], without: ["dpkg-query", "apt-get"])
    let signs = try ScriptCheckout.listed.filter { $0[1] == "build" }.map { $0[2] }
    let libraries = signs.filter { $0.hasPrefix("library:") }.map { String($0.dropFirst(8)) }
    try checkout.note("libraries", libraries)
    #expect(try install(checkout).status == 0)
    try checkout.note("libraries", libraries.filter { $0 != "cairo" })
    let run = try install(checkout)
    #expect(run.status == 69 && run.errors.hasSuffix(" packages: libcairo2-dev\n"), "\(run.errors)")
  }

  @Test(arguments: ["", "tset", "build test"])
  func aPurposeThatThereIsNotIsRefused(purpose: String) throws {
    let run = try install(try ScriptCheckout(packages: []), purpose)
    #expect(run.status == 64 && run.errors == "usage: Tools/install-packages build|test|train\n")
  }

  @Test func aLinkToTheScriptFindsItsList() throws {
    let checkout = try ScriptCheckout(packages: [])
    try checkout.link("Tools/install-packages", from: "linked")
    #expect(try checkout.run("linked", "build").status == 0)
    #expect(try checkout.lines("packages") == needed)
  }
}
