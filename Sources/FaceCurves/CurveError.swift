/// What can be wrong with curves and clips.
public struct CurveError: Error, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    case frameRateNotPositive
    case frameCountMismatch
    case notFinite
    case tableInvalid
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
