/// What can be wrong with a model package, or with what it is told to show.
public struct ModelError: Error, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    case packageMissing
    case configurationInvalid
    case weightsInvalid
    case emotionInvalid
    case styleUnknown
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
