/// What can be wrong with a recording.
public struct AudioError: Error, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    case fileNotFound
    case notAFile
    case unreadable
    case formatUnknown
    case empty
    case truncated
    case sampleNotFinite
    case resamplerFailed
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
