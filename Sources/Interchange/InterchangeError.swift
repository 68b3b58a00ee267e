/// What can go wrong while a clip is written or read.
public struct InterchangeError: Error, Sendable, CustomStringConvertible {
  /// Kinds of what went wrong, for whoever acts on them.
  public enum Code: Sendable {
    case extensionUnknown
    case fileNotFound
    /// Nothing that is read.
    case formatUnknown
    case damaged
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
