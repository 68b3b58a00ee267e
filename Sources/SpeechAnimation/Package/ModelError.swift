/// What can be wrong with a model package, or with what it is told to show.
public struct ModelError: Error, Sendable, CustomStringConvertible {
  /// Kinds of faults, for callers to act on.
  public enum Code: Sendable {
    case packageMissing
    case configurationInvalid
    case weightsInvalid
    case emotionInvalid
    case styleUnknown
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
