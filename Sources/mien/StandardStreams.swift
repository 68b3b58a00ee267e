internal import DialogueBake
internal import Files
internal import Foundation

/// Standard output: what is printed has arrived, or the command fails.
enum StandardStreams {
  /// Prints text.
  /// - Throws: ``BakeError`` `.inputOutput` where it cannot be written.
  static func print(_ text: String, terminator: String = "\n") throws(BakeError) {
    var text = text + terminator
    let written = text.withUTF8 { bytes in
      Result { () throws(FileError) in try OutputStreamFile.standardOutput.write(UnsafeRawBufferPointer(bytes)) }
    }
    do { try written.get() } catch { throw BakeError(error) }
  }

  /// Text on standard error, for whoever still listens there: the work goes on where nobody does.
  static func remark(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

  /// A stream that whoever started us has closed is opened to nowhere, lest a file of ours get its number and what is printed
  /// land in it. Standard output cannot be written then, which whoever prints finds.
  static func open() {
    for (descriptor, mode) in [(STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
    where fcntl(descriptor, F_GETFD) < 0 {
      let nowhere = Foundation.open("/dev/null", mode)
      if nowhere >= 0, nowhere != descriptor {
        dup2(nowhere, descriptor)
        close(nowhere)
      }
    }
  }
}
