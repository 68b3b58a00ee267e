/// Why a kept value is not taken back.
public struct KeptError: Error, Sendable, CustomStringConvertible {
  /// Kinds of faults, for callers to act on.
  public enum Code: Sendable {
    case unreadable
    /// Not a kept value, or one of another kind.
    case kindOther
    /// Written by a version of the program that made such values differently.
    case versionOther
    /// Cut short or changed since it was written.
    case damaged
  }

  /// What is wrong.
  public let code: Code
  /// The fact and the remedy, one line.
  public let message: String

  /// An error with the fact and the remedy in one line.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
