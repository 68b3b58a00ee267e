internal import Foundation

/// A program at work: it is fed by its standard input, and what it says is gathered meanwhile, so that neither waits for
/// the other. It is ended with the value.
package final class RunningProgram {
  /// How a program ended.
  package struct Ending: Sendable {
    /// 0 where all went well; of a program that was killed, the signal.
    package let status: Int32
    package let output: String
    package let complaints: String
  }

  private let process = Process()
  private let input = Pipe()
  private let output = PipeReader()
  private let complaints = PipeReader(mostBytes: 1 << 16)
  private var isFed = false

  /// Linux's F_SETPIPE_SZ, which Swift does not import.
  private static let setPipeSize: Int32 = 1031
  /// Fewer, larger helpings: a picture of 512 × 512 is a megabyte.
  private static let inputPipeBytes: Int32 = 1 << 20
  /// Programs that the program has left behind may hold its pipes.
  private static let complaintSeconds = 1.0

  init(_ program: Program, _ arguments: [String]) throws(FileError) {
    process.executableURL = program.executable
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output.pipe
    process.standardError = complaints.pipe
    do { try SignalMask.asFromAShell { try process.run() } } catch {
      throw FileError(
        .programFailed,
        "'\(program.executable.path)' does not start (\(error.localizedDescription)): is its package whole, and is there"
          + " memory?")
    }
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, Self.setPipeSize, Self.inputPipeBytes)
    output.start()
    complaints.start()
  }

  deinit {
    if process.isRunning { process.terminate() }
  }

  /// Feeds all of some bytes; false where the program reads no more.
  package func feed(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let descriptor = input.fileHandleForWriting.fileDescriptor
    return SignalMask.withoutBrokenPipes {
      var start = 0
      while start < bytes.count {
        let written = write(descriptor, bytes.baseAddress! + start, bytes.count - start)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return false }
        start += written
      }
      return true
    }
  }

  /// Says that the input is whole, and waits for the program's end.
  package func finish() -> Ending {
    if !isFed { try? input.fileHandleForWriting.close() }
    isFed = true
    let said = output.text(waitingSeconds: nil)
    process.waitUntilExit()
    return Ending(
      status: process.terminationStatus, output: said,
      complaints: complaints.text(waitingSeconds: Self.complaintSeconds))
  }
}
