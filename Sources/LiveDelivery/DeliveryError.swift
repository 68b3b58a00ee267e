/// Why faces cannot be delivered.
public struct DeliveryError: Error, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Code: Sendable {
    /// What is named is no destination.
    case destinationUnknown
    /// Its host has no address.
    case hostUnknown
    /// The system gives no socket, or takes no byte.
    case notSent
  }

  /// What went wrong.
  public let code: Code
  /// The fact and the remedy, one line.
  public let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
