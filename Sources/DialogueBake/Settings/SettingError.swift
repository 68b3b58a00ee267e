/// What can be wrong with settings.
public struct SettingError: Error, Sendable, CustomStringConvertible {
  /// Kinds of faults, for callers to act on.
  public enum Code: Sendable {
    case fileUnreadable
    /// Not the YAML of settings.
    case fileInvalid
    case nameUnknown
    case outOfRange
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
