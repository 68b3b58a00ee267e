/// What can be wrong with stored tensors.
public struct KernelError: Error, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    case libraryMissing
    case fileUnreadable
    case headerInvalid
    case tensorMissing
    case tensorUnexpected
    case shapeMismatch
    case typeUnsupported
    case valueNotFinite
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
