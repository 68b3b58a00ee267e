import Foundation
import TestSupport
import Testing

/// Runs the built `mien` as a user would.
struct Command {
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// `MIEN_EXECUTABLE`, else the product of `Tools/test`.
  static let executable: URL = {
    if let path = ProcessInfo.processInfo.environment["MIEN_EXECUTABLE"] { return URL(fileURLWithPath: path) }
    return repository.appendingPathComponent(".build-tests/release/mien")
  }()

  static func run(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) throws -> ProgramRun {
    try ProgramRun(
      program, arguments, environment: ProcessInfo.processInfo.environment.merging(environment) { $1 })
  }

  static func mien(_ arguments: String...) throws -> ProgramRun { try mien(arguments) }

  static func mien(_ arguments: [String]) throws -> ProgramRun { try run(executable, arguments) }

  /// A shell line in which `$MIEN` is the program.
  static func shell(_ line: String) throws -> ProgramRun {
    try run(URL(fileURLWithPath: "/bin/bash"), ["-c", line], environment: ["MIEN": executable.path])
  }
}
