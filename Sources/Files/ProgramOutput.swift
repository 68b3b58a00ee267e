internal import Foundation

/// A program whose output is read as it comes, in the memory of a pipe. It is ended with the value.
package final class ProgramOutput {
  private let process = Process()
  private let output = Pipe()
  private let complaints = PipeReader(mostBytes: 1 << 16)
  private static let complaintSeconds = 1.0

  /// - Throws: ``FileError`` `.programFailed`.
  package init(_ program: Program, _ arguments: [String]) throws(FileError) {
    process.executableURL = program.executable
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = complaints.pipe
    do { try SignalMask.asFromAShell { try process.run() } } catch {
      throw FileError(
        .programFailed,
        "'\(program.executable.path)' does not start (\(error.localizedDescription)): is its package whole, and is there"
          + " memory?")
    }
    complaints.start()
  }

  deinit {
    if process.isRunning { process.terminate() }
  }

  /// Fills a buffer as far as the output goes.
  /// - Returns: bytes read; fewer than there is room for at the end.
  package func read(into bytes: UnsafeMutableRawBufferPointer) -> Int {
    let descriptor = output.fileHandleForReading.fileDescriptor
    var start = 0
    while start < bytes.count {
      let count = Foundation.read(descriptor, bytes.baseAddress! + start, bytes.count - start)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      start += count
    }
    return start
  }

  /// Waits for the end of a program whose output was read to its end.
  /// - Returns: 0 where all went well, and the first line of what it complained of.
  package func finish() -> (status: Int32, complaint: String?) {
    process.waitUntilExit()
    let said = complaints.text(waitingSeconds: Self.complaintSeconds)
    return (process.terminationStatus, said.split(whereSeparator: \.isNewline).first.map(String.init))
  }
}
