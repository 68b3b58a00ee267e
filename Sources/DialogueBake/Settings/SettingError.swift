/// What can be wrong with settings.
public struct SettingError: Error, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    case fileUnreadable
    /// Not the YAML of settings.
    case fileInvalid
    case nameUnknown
    case outOfRange
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
