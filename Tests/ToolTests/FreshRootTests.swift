import Foundation
import TestSupport
import Testing

/// `Tools/fresh-root` with stand-ins of debootstrap, apt and chroot; namespaces, mounts and what is removed are real.
struct FreshRootTests {
  private static let real = ["awk", "git", "mount", "mountpoint", "setpriv", "unshare"]

  /// What lies in the folders that the new root is shown: Swift's, the package copies', and the data's.
  private static let shown = ["package copies/apple/parser", "shared/data/speech", "the swift/usr/bin/swift"]

  /// Whether this process may make namespaces and mount in them.
  static let canMount =
    geteuid() == 0
    && (try? ProgramRun(URL(fileURLWithPath: "/usr/bin/unshare"), ["--mount", "--pid", "--fork", "true"]))?.status == 0

  private func fresh(without: Set<String> = []) throws -> ScriptCheckout {
    let checkout = try ScriptCheckout(with: Self.real, without: without)
    try checkout.note("targets", ["deb http://mirror.invalid/debian/ bookworm main"])
    let made = try checkout.shell(
      """
      mkdir -p "../scratch of mine" "../package copies/apple" ../shared/data "../the swift/usr/bin" "$HOME"
      touch "../package copies/apple/parser" ../shared/data/speech
      cp ../programs/id "../the swift/usr/bin/swift"
      printf '%s\\n' '## Two commands' '```' 'Tools/mien bake' 'Tools/test' '```' '```' 'later' '```' >README.md
      git init --quiet . && git add README.md
      git -c user.name=x -c user.email=x commit --quiet --message x
      git config --global "url.$(cd "../package copies" && pwd)/.insteadOf" https://packages.invalid/
      """, environment: ["GIT_CONFIG_NOSYSTEM": "1"])
    try #require(made.status == 0, "\(made.errors)")
    return checkout
  }

  private func surroundings(_ checkout: ScriptCheckout) -> [String: String] {
    [
      "TMPDIR": checkout.folder.path("scratch of mine"), "GIT_CONFIG_NOSYSTEM": "1",
      "PATH": checkout.folder.path("the swift/usr/bin") + ":" + checkout.folder.path("programs"),
    ]
  }

  /// What was shown is all there, nothing is mounted any more, and the new root is gone, or left where nothing could remove it.
  private func expectClean(_ checkout: ScriptCheckout, left: Int = 0) throws {
    for path in Self.shown { #expect(FileManager.default.fileExists(atPath: checkout.folder.path(path)), "\(path)") }
    let mounts = try String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
    #expect(!mounts.contains(checkout.folder.url.lastPathComponent))
    #expect(try FileManager.default.contentsOfDirectory(atPath: checkout.folder.path("scratch of mine")).count == left)
  }

  @Test(.enabled(if: canMount, "needs root that may mount")) func theCommandsOfTheREADMERunInACloneOfTheirOwn() throws {
    let checkout = try fresh()
    try checkout.note("within", ["[ -e \"$new/srv/mien/README.md\" ]"])
    let run = try checkout.run("Tools/fresh-root", environment: surroundings(checkout))
    #expect(run.status == 0, "\(run.errors)")
    let calls = try checkout.calls
    #expect(calls.first == "debootstrap bookworm http://mirror.invalid/debian/")
    #expect(calls.suffix(2) == ["Tools/mien bake", "Tools/test"].map { "chroot bash -c cd /srv/mien && \($0)" })
    #expect(run.errors.contains(/fresh-root: Tools\/mien bake: \d+ s\nfresh-root: Tools\/test: \d+ s\n/))
    try expectClean(checkout)
  }

  @Test(.enabled(if: canMount, "needs root that may mount")) func whatIsShownCanBeReadAndNotWritten() throws {
    let checkout = try fresh()
    let there = checkout.folder.url.path
    try checkout.note(
      "within",
      [
        "for place in \"\(there)/the swift/usr/bin/swift\" \"\(there)/package copies/apple/parser\" /srv/shared/data/speech; do",
        "  [ -e \"$new$place\" ] || echo \"no $place\"",
        "  { echo changed >\"$new$place\"; } 2>/dev/null && echo \"wrote $place\"",
        "  rm \"$new$place\" 2>/dev/null && echo \"removed $place\"",
        "done",
        "grep -qF 'insteadOf = https://packages.invalid/' \"$new/etc/gitconfig\" || echo 'no copies'",
      ])
    let run = try checkout.run("Tools/fresh-root", "look", environment: surroundings(checkout))
    #expect(run.status == 0 && run.output.isEmpty, "\(run.output) \(run.errors)")
    try expectClean(checkout)
  }

  @Test(.enabled(if: canMount, "needs root that may mount")) func theNetworkIsReachedAsTheMachineReachesIt() throws {
    let checkout = try fresh()
    try checkout.shell("echo trusted >../machine.crt")
    // Debian's own certificates, written over by a package.
    try checkout.note(
      "within",
      ["mkdir -p \"$new/etc/ssl/certs\"; : >\"$new/etc/ssl/certs/ca-certificates.crt\"", "cat \"$new\"/etc/*.crt"])
    let machine = ["PIP_CERT": checkout.folder.path("machine.crt"), "https_proxy": "http://proxy.invalid"]
    let run = try checkout.run(
      "Tools/fresh-root", ["look"], environment: surroundings(checkout).merging(machine) { $1 })
    #expect(run.status == 0 && run.output == "trusted\n", "\(run.errors)")
    let reach = try Set(checkout.lines("reach"))
    #expect(reach.contains("https_proxy=http://proxy.invalid"))
    #expect(reach.filter { $0.hasPrefix("PIP_CERT=") } == ["PIP_CERT=/etc/certificates-of-the-machine.crt"])
  }

  @Test(.enabled(if: canMount, "needs root that may mount")) func theFirstCommandThatFailsEndsIt() throws {
    let checkout = try fresh()
    try checkout.note("within", ["[[ \"$*\" != *second ]] || exit 70"])
    let run = try checkout.run("Tools/fresh-root", "first", "second", "third", environment: surroundings(checkout))
    #expect(run.status == 70 && run.errors.contains("fresh-root: second: status 70"), "\(run.errors)")
    #expect(try !checkout.calls.contains { $0.hasSuffix("third") })
    try expectClean(checkout)
  }

  @Test(.enabled(if: canMount, "needs root that may mount")) func whatDebootstrapSaysWhenItFailsIsShown() throws {
    let checkout = try fresh()
    try checkout.note("debootstrap-fails", ["E: Failed getting release file"])
    let run = try checkout.run("Tools/fresh-root", environment: surroundings(checkout))
    #expect(run.status == 70 && run.errors == "E: Failed getting release file\n")
    try expectClean(checkout)
  }

  @Test(.enabled(if: canMount, "needs root that may mount"), arguments: ["TERM", "INT", "HUP", "KILL"])
  func whateverEndsItNothingStaysMountedAndNothingShownIsRemoved(signal: String) throws {
    let checkout = try fresh()
    // Who holds the lock is a process of the new root.
    try checkout.note(
      "within", ["exec 8>\"$STAND_INS/lock\"; flock 8; ls \"$new/srv/shared/data\" >\"$STAND_INS/running\"; sleep 600"]
    )
    let run = try checkout.shell(
      """
      set -m
      Tools/fresh-root wait &
      until [ -s "$STAND_INS/running" ]; do sleep 0.02; done
      kill -\(signal) $!
      wait $!
      flock --timeout 600 "$STAND_INS/lock" bash -c 'echo ended'
      """, environment: surroundings(checkout))
    #expect(run.output == "ended\n", "\(run.errors)")
    #expect(try checkout.lines("running") == ["speech"])
    try expectClean(checkout, left: signal == "KILL" ? 1 : 0)
  }

  @Test func onlyRootCan() throws {
    let checkout = try fresh()
    let run = try checkout.run(
      "Tools/fresh-root", environment: surroundings(checkout).merging(["STAND_IN_USER": "1000"]) { $1 })
    #expect(run.status == 69 && run.errors.contains("only root can"))
    try expectClean(checkout)
  }

  @Test(arguments: ["debootstrap", "git"]) func aProgramThatIsMissingIsNamed(name: String) throws {
    let checkout = name == "git" ? try ScriptCheckout(without: [name]) : try fresh(without: [name])
    let run = try checkout.run("Tools/fresh-root", environment: surroundings(checkout))
    #expect(run.status == 69 && run.errors == "fresh-root: there is no '\(name)' on the PATH\n")
  }

  @Test func aSwiftThatCannotBeShownAloneIsRefused() throws {
    let checkout = try fresh()
    let run = try checkout.run("Tools/fresh-root", environment: ["GIT_CONFIG_NOSYSTEM": "1"])
    #expect(run.status == 69 && run.errors.contains("has to be in a folder of its own"), "\(run.errors)")
  }

  @Test func aMachineWhoseAptKnowsNoBookwormIsTold() throws {
    let checkout = try fresh()
    try checkout.note("targets", ["deb http://mirror.invalid/debian/ trixie main"])
    let run = try checkout.run("Tools/fresh-root", environment: surroundings(checkout))
    #expect(run.status == 69 && run.errors.contains("apt knows no Debian 12 (bookworm) here"), "\(run.errors)")
    try expectClean(checkout)
  }
}
