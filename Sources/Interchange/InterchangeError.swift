/// What can go wrong while a clip is written or read.
public struct InterchangeError: Error, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    case extensionUnknown
    case fileNotFound
    /// Nothing that is read.
    case formatUnknown
    case damaged
  }

  public let code: Code
  /// The fact and the remedy, one line.
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
