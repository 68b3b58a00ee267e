internal import Foundation

/// A program that answers the cases of `Tests/Judges`, many a launch, one after another.
public actor Judge {
  /// The Python of `Tools/judges`, which `Tools/test` names.
  public static let environment = ProcessInfo.processInfo.environment["MIEN_JUDGES"]

  public static let python = Judge(environment ?? "python3", [server])
  public static let blender = Judge("blender", ["--background", "--factory-startup", "--python", server])

  private static let server = TestRepository.folder.appendingPathComponent("Tests/Judges/serve.py").path

  /// The judge is gone, which no case may bring about.
  public struct Ended: Error, CustomStringConvertible {
    public let description: String
  }

  fileprivate struct Session {
    let process: Process
    let cases: FileHandle
    let verdicts: FileHandle
    /// What the judge says besides: a file without a name.
    let asides: FileHandle
    var unread = Data()
  }

  private let command: [String]
  private var session: Session?
  private let thread = OwnThread()

  public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ program: String, _ arguments: [String]) { command = [program] + arguments }

  /// What a script of `Tests/Judges` has to complain of, nil where all is right.
  /// - Throws: ``Ended`` where the judge fell over the case; the next case has a new one.
  public func complaint(of script: String, _ arguments: String...) throws -> String? {
    try complaint(of: script, arguments)
  }

  public func complaint(of script: String, _ arguments: [String]) throws -> String? {
    var session = try self.session ?? start()
    self.session = nil
    try session.cases.write(contentsOf: JSONEncoder().encode([script] + arguments) + Data("\n".utf8))
    while true {
      guard let line = session.nextLine() else { throw session.ended(script) }
      guard let verdict = line.wholeMatch(of: /verdict (.*)/)?.1 else { continue }  // words of Blender's own
      self.session = session
      return try JSONDecoder().decode(String?.self, from: Data(verdict.utf8))
    }
  }

  private func start() throws -> Session {
    let (cases, verdicts) = (Pipe(), Pipe())
    let asides = FileManager.default.temporaryDirectory.appendingPathComponent("mien-judge-\(UUID().uuidString)")
    try Data().write(to: asides)
    defer { try? FileManager.default.removeItem(at: asides) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = cases
    process.standardOutput = verdicts
    process.standardError = try FileHandle(forWritingTo: asides)
    let session = Session(
      process: process, cases: cases.fileHandleForWriting, verdicts: verdicts.fileHandleForReading,
      asides: try FileHandle(forReadingFrom: asides))
    try process.run()
    return session
  }
}

extension Judge.Session {
  mutating func nextLine() -> String? {
    while true {
      if let end = unread.firstIndex(of: 0x0A) {
        defer { unread = Data(unread[(end + 1)...]) }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      let more = verdicts.availableData
      if more.isEmpty { return nil }
      unread += more
    }
  }

  func ended(_ script: String) -> Judge.Ended {
    process.waitUntilExit()
    let words = String(decoding: (try? asides.readToEnd()) ?? Data(), as: UTF8.self)
    return Judge.Ended(
      description: "the judge ended with \(process.terminationStatus) at '\(script)': \(words.suffix(2000))")
  }
}

/// On the threads that tests share, a case would wait until all other tests have had their turn.
private final class OwnThread: SerialExecutor {
  private let queue = DispatchQueue(label: "judge")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
