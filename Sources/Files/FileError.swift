/// Why a file could not be read or written, or a program not run.
public struct FileError: Error, Sendable, CustomStringConvertible {
  /// Kinds of what went wrong, for whoever acts on them.
  public enum Code: Sendable {
    /// The folder to write into is not there.
    case folderMissing
    /// The place takes no file.
    case cannotCreate
    /// The file was begun and could not be finished.
    case writeFailed
    /// The content exceeds what the format can hold.
    case tooLarge
    case unreadable
    /// The bytes are no text in an encoding that is read.
    case notText
    /// A table's line does not have its columns.
    case tableInvalid
    /// A program that is there does not start.
    case programFailed
  }

  /// The kind of what went wrong.
  public let code: Code
  /// The message: the fact and the remedy, one line.
  public let message: String

  /// An error of a kind, with the fact and the remedy.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
