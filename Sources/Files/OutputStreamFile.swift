internal import Foundation

/// A pipe, a terminal or a device, written as the bytes come.
public final class OutputStreamFile {
  private let path: String
  private let descriptor: Int32
  private let isOwned: Bool

  /// Opens what is there; a pipe waits for its reader.
  /// - Throws: ``FileError`` `.cannotCreate`.
  public init(path: String) throws(FileError) {
    self.path = path
    isOwned = true
    var opened: Int32
    repeat { opened = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY) } while opened < 0 && errno == EINTR
    descriptor = opened
    guard descriptor >= 0 else {
      throw FileError(
        .cannotCreate, "cannot open '\(path)' for writing (\(String(cString: strerror(errno)))): check its permissions")
    }
  }

  /// The standard output of the process.
  public static var standardOutput: OutputStreamFile { OutputStreamFile(STDOUT_FILENO, "standard output") }

  private init(_ descriptor: Int32, _ path: String) {
    (self.descriptor, self.path, isOwned) = (descriptor, path, false)
  }

  deinit { if isOwned { close(descriptor) } }

  /// Writes all of some bytes.
  /// - Throws: ``FileError`` `.writeFailed`, also where nobody reads any more.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    let failure: Int32 = SignalMask.withoutBrokenPipes {
      var start = 0
      while start < bytes.count {
        let written = Foundation.write(descriptor, bytes.baseAddress! + start, bytes.count - start)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return errno }
        start += written
      }
      return 0
    }
    if failure == EPIPE {
      throw FileError(.writeFailed, "whoever read '\(path)' has stopped reading: keep the pipe open to its end")
    }
    guard failure == 0 else {
      throw FileError(
        .writeFailed,
        "writing '\(path)' failed (\(String(cString: strerror(failure)))): free space or choose another place")
    }
  }
}
