import Foundation
import TestSupport
import Testing

@testable import Files

struct ProgramTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A shell script of that text, where the search path is the test's folder.
  ///
  /// Another process writes it: while this one had it open, a child that another test begins would hold it open, too, and a
  /// file that is open for writing does not start.
  private func script(_ text: String) throws -> Program {
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/bin/sh")
    writer.arguments = [
      "-c", "printf '#!/bin/sh\\n%s\\n' \"$1\" >\"$2\" && chmod 755 \"$2\"", "sh", text, folder.path("script"),
    ]
    try writer.run()
    writer.waitUntilExit()
    return try #require(Program("script", searchPath: "/nowhere:\(folder.url.path)"))
  }

  @Test func aProgramIsFoundInTheFirstFolderThatHasIt() throws {
    #expect(try script("exit 0").executable.path == folder.path("script"))
    #expect(Program("script", searchPath: "/nowhere") == nil)
    #expect(Program("script", searchPath: "") == nil)
  }

  @Test func aFileThatMayNotBeRunIsNoProgram() throws {
    try folder.write("#!/bin/sh\n".utf8, to: "script")
    #expect(Program("script", searchPath: folder.url.path) == nil)
  }

  @Test func moreThanAPipeHoldsGoesThrough() throws {
    let text = String(repeating: "Grüße, 1234567890\n", count: 200_000)
    let ending = try script("cat").run([], input: text)
    #expect(ending.status == 0 && ending.output == text)
  }

  @Test func howAProgramEndsAndWhatItComplainsOfIsTold() throws {
    let ending = try script("echo said; echo \"$1\" >&2; exit 3").run(["two words"], input: "")
    #expect(ending.status == 3 && ending.output == "said\n" && ending.complaints == "two words\n")
  }

  @Test func aProgramThatReadsNothingEndsNobodyElse() throws {
    let ending = try script("exec 0<&-; echo done").run([], input: String(repeating: "x", count: 1 << 22))
    #expect(ending.status == 0 && ending.output == "done\n")
  }

  @Test func complaintsWithoutEndAreReadAndForgotten() throws {
    let ending = try script("yes | head -c 3000000 >&2").run([], input: "")
    #expect(ending.status == 0 && ending.complaints.utf8.count <= 1 << 17)
  }

  @Test func aFileThatIsNoProgramIsNamed() throws {
    let path = try folder.write([0x7F, 0x45, 0x4C, 0x46, 0], to: "damaged")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let program = try #require(Program("damaged", searchPath: folder.url.path))
    let error = #expect(throws: FileError.self) { _ = try program.run([], input: "") }
    #expect(error?.code == .programFailed && error?.message.contains("damaged") == true)
  }

  @Test func aProgramEndsWithTheValueThatHoldsIt() throws {
    let mark = folder.path("pid")
    var running: RunningProgram? = try script("echo $$ > '\(mark)'; exec sleep 60").start([])
    #expect(running != nil)
    while (try? String(contentsOfFile: mark, encoding: .utf8))?.hasSuffix("\n") != true { usleep(1000) }
    let pid = try #require(Int32(try String(contentsOfFile: mark, encoding: .utf8).dropLast()))
    running = nil
    // Of a program that has ended, nothing but its number may be left.
    func isAtWork() -> Bool { (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(pid)/cmdline")))?.isEmpty == false }
    var tries = 0
    while isAtWork(), tries < 5000 {
      usleep(1000)
      tries += 1
    }
    #expect(!isAtWork())
  }
}
