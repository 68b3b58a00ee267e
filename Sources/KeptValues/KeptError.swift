/// Why a kept value is not taken back.
public struct KeptError: Error, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    case unreadable
    /// Not a kept value, or one of another kind.
    case kindOther
    /// Written by a version of the program that made such values differently.
    case versionOther
    /// Cut short or changed since it was written.
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
