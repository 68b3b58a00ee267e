/// Why something cannot be shown.
public struct PreviewError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Kinds of what went wrong, for whoever acts on them.
  public enum Code: Sendable {
    case sizeInvalid, imageDamaged, drawingFailed
    case programMissing, videoFailed, audioUnreadable, interrupted
  }

  /// The kind of what went wrong.
  public let code: Code
  /// The message: the fact and the remedy, one line.
  public let message: String

  /// An error of a kind, with the fact and the remedy.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
