import Foundation
import Testing

/// Runs the built `mien` as a user would.
struct Command {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// `MIEN_EXECUTABLE`, else the product beside the test bundle.
  static let executable: URL = {
    if let path = ProcessInfo.processInfo.environment["MIEN_EXECUTABLE"] { return URL(fileURLWithPath: path) }
    return repository.appendingPathComponent(".build/debug/mien")
  }()

  static func run(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) throws -> Result {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    nonisolated(unsafe) var errorData = Data()
    let reading = DispatchGroup()
    DispatchQueue.global().async(group: reading) { errorData = errors.fileHandleForReading.readDataToEndOfFile() }
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    reading.wait()
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: String(decoding: outputData, as: UTF8.self), errors: String(decoding: errorData, as: UTF8.self))
  }

  static func mien(_ arguments: String...) throws -> Result { try run(executable, arguments) }

  /// A shell line in which `$MIEN` is the program.
  static func shell(_ line: String) throws -> Result {
    try run(URL(fileURLWithPath: "/bin/bash"), ["-c", line], environment: ["MIEN": executable.path])
  }
}
