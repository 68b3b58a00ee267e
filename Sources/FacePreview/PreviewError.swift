/// Why something cannot be shown.
public struct PreviewError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: Sendable {
    case sizeInvalid, imageDamaged, drawingFailed
    case programMissing, videoFailed, audioUnreadable, interrupted
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
