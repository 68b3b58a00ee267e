/// What can be wrong with what a performer is asked for.
public struct ActingError: Error, Sendable, CustomStringConvertible {
  /// Kinds of faults, for callers to act on.
  public enum Code: Sendable {
    case gazeInvalid
    case layerUnknown
    case channelUnknown
  }

  /// What is wrong.
  public let code: Code
  /// The fact and the remedy, one line.
  public let message: String
  /// ``message``.
  public var description: String { message }

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
