import Foundation
import TestSupport
import Testing

/// The repository's scripts in a folder of their own (with spaces in its path), and a PATH that holds nothing but the plain
/// programs of any system and stand-ins of those that install, build and train: so no test changes the machine.
struct ScriptCheckout {
  let folder: TemporaryFolder
  let root: URL
  /// What the stand-ins know and note: 'packages', 'calls', 'apt-fails' and so on.
  private let notes: URL
  private let programs: URL

  private static let plain = [
    "bash", "basename", "cat", "chmod", "cksum", "cmp", "cp", "cut", "date", "dirname", "env", "find", "flock", "grep",
    "head", "ln", "ls", "mkdir", "mktemp", "mv", "nice", "readlink", "rm", "sed", "sleep", "sort", "tail", "touch",
    "tr", "wc",
  ]
  private static let standIns = TestRepository.folder.appendingPathComponent("Tests/ToolTests/StandIns")

  /// - Parameters:
  ///   - packages: Debian packages that are installed; `nil` for all of `Tools/system-packages.txt`.
  ///   - with: real programs beyond the plain ones.
  ///   - without: programs that this system lacks.
  init(packages: [String]? = nil, with: [String] = [], without: Set<String> = []) throws {
    folder = try TemporaryFolder()
    root = folder.url.appendingPathComponent("a check out")
    notes = folder.url.appendingPathComponent("notes")
    programs = folder.url.appendingPathComponent("programs")
    for made in [root, notes, programs] { try files.createDirectory(at: made, withIntermediateDirectories: true) }
    for scripts in [".ci", "Tools"] {
      try files.copyItem(
        at: TestRepository.folder.appendingPathComponent(scripts).resolvingSymlinksInPath(),
        to: root.appendingPathComponent(scripts))
    }
    for name in Self.plain + with where !without.contains(name) {
      let place = try #require(
        ["/usr/bin", "/bin"].map { "\($0)/\(name)" }.first { files.isExecutableFile(atPath: $0) }, "no \(name)")
      try files.createSymbolicLink(atPath: programs.appendingPathComponent(name).path, withDestinationPath: place)
    }
    for name in try files.contentsOfDirectory(atPath: Self.standIns.path) where !without.contains(name) {
      try files.copyItem(at: Self.standIns.appendingPathComponent(name), to: programs.appendingPathComponent(name))
    }
    let samples = root.appendingPathComponent("Samples")
    try files.createDirectory(at: samples, withIntermediateDirectories: true)
    try files.copyItem(
      at: TestRepository.folder.appendingPathComponent("Samples/make-speech"),
      to: samples.appendingPathComponent("make-speech"))
    let sources = root.appendingPathComponent("Sources/mien")
    try files.createDirectory(at: sources, withIntermediateDirectories: true)
    try Data().write(to: sources.appendingPathComponent("Mien.swift"))
    try Data().write(to: root.appendingPathComponent("Package.swift"))
    let judges = root.appendingPathComponent("Tests/Judges")
    try files.createDirectory(at: judges, withIntermediateDirectories: true)
    try Data("numpy\nusd-core\n".utf8).write(to: judges.appendingPathComponent("requirements.txt"))
    try note("packages", packages ?? Self.packages(for: ["build", "test", "train"]))
    for empty in ["removed", "libraries", "calls", "targets"] { try note(empty, []) }
  }

  /// The names that `Tools/system-packages.txt` lists for some purposes, in its order.
  static func packages(for purposes: Set<String>) throws -> [String] {
    try listed.filter { purposes.contains($0[1]) }.map { $0[0] }
  }

  /// Rows of `Tools/system-packages.txt`: a package, what for, what shows that it is there where there is no apt, and why.
  static var listed: [[String]] {
    get throws {
      let list = TestRepository.folder.appendingPathComponent("Tools/system-packages.txt")
      return try String(contentsOf: list, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        .map { $0.split(separator: " ", maxSplits: 3).map(String.init) }
    }
  }

  /// Tells the stand-ins something, a line each.
  func note(_ name: String, _ lines: [String]) throws {
    try lines.map { $0 + "\n" }.joined().write(
      to: notes.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }

  /// What the stand-ins were called with, in order.
  var calls: [String] {
    get throws { try lines("calls") }
  }

  func lines(_ note: String) throws -> [String] {
    try String(contentsOf: notes.appendingPathComponent(note), encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// A symbolic link in the checkout.
  func link(_ path: String, from name: String) throws {
    try FileManager.default.createSymbolicLink(
      at: root.appendingPathComponent(name), withDestinationURL: root.appendingPathComponent(path))
  }

  /// Runs a script of the checkout with nothing of this process's surroundings.
  func run(_ script: String, _ arguments: String..., environment: [String: String] = [:]) throws -> ProgramRun {
    try run(script, arguments, environment: environment)
  }

  func run(_ script: String, _ arguments: [String], environment: [String: String] = [:]) throws -> ProgramRun {
    try ProgramRun(
      root.appendingPathComponent(script), arguments, environment: surroundings.merging(environment) { $1 })
  }

  /// Runs a script as someone who cannot write the checkout; the home folder and the notes can be.
  func runAsStranger(_ script: String, _ arguments: String..., environment: [String: String] = [:]) throws -> ProgramRun
  {
    try files.createDirectory(atPath: folder.path("home"), withIntermediateDirectories: true)
    try shell("chmod -R a+rwX \"$STAND_INS\" \"$HOME\"")
    let all = surroundings.merging(["STAND_IN_USER": "65534"]) { $1 }.merging(environment) { $1 }
    let program = root.appendingPathComponent(script)
    if geteuid() == 0 {
      return try ProgramRun(
        URL(fileURLWithPath: Self.setpriv), Self.asNobody + [program.path] + arguments, environment: all)
    }
    try shell("chmod -R a-w .")
    defer { try? shell("chmod -R u+w .") }
    return try ProgramRun(program, arguments, environment: all)
  }

  /// Whether a checkout can be made that a test cannot write: root writes everywhere, and so becomes nobody for it.
  static let strangersAreThere: Bool =
    geteuid() != 0
    || (try? ProgramRun(
      URL(fileURLWithPath: setpriv), asNobody + ["ls", FileManager.default.temporaryDirectory.path]))?.status == 0

  private static let setpriv = "/usr/bin/setpriv"
  private static let asNobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"]

  /// Lines of bash in the checkout.
  @discardableResult
  func shell(_ lines: String, environment: [String: String] = [:]) throws -> ProgramRun {
    try ProgramRun(
      programs.appendingPathComponent("bash"), ["-c", "cd \"$0\"\n\(lines)", root.path],
      environment: surroundings.merging(environment) { $1 })
  }

  /// Two lines at once; the first is at work until the second says that it waits. What the second says is noted as 'second'.
  func atOnce(_ first: String, _ second: String) throws -> ProgramRun {
    // Ten minutes are the end for a second that never waits, however busy the machine.
    try note(
      "meanwhile",
      [
        "touch \"$STAND_INS/begun\"",
        "for _ in {1..30000}; do grep -q waiting \"$STAND_INS/second\" && break; sleep 0.02; done",
      ])
    try note("second", [])
    return try shell(
      """
      \(first) &
      until [ -e "$STAND_INS/begun" ]; do sleep 0.02; done
      \(second) 2>"$STAND_INS/second"
      wait
      """)
  }

  private var surroundings: [String: String] {
    ["PATH": programs.path, "HOME": folder.path("home"), "STAND_INS": notes.path, "LC_ALL": "C.UTF-8"]
  }

  private var files: FileManager { .default }
}
