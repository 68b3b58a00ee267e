public import Foundation

/// A program that ran to its end, and what it said.
public struct ProgramRun: Sendable {
  /// Negative where a signal ended it.
  public let status: Int32
  public let output: String
  public let errors: String

  /// - Parameter environment: all that the program sees.
  public init(
    _ program: URL, _ arguments: [String] = [], environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = environment
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    // Threads of a pool block signals, and a program would inherit that: it starts as from a shell.
    var none = sigset_t()
    var blocked = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &blocked)
    do {
      defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
      try process.run()
    }
    nonisolated(unsafe) var errorData = Data()
    let reading = DispatchGroup()
    DispatchQueue.global().async(group: reading) { errorData = errors.fileHandleForReading.readDataToEndOfFile() }
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    reading.wait()
    process.waitUntilExit()
    status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    self.output = String(decoding: outputData, as: UTF8.self)
    self.errors = String(decoding: errorData, as: UTF8.self)
  }
}
