/// What can be wrong with a scene's file.
public struct SceneError: Error, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    case fileNotFound
    /// Not a format that is read.
    case formatUnknown
    /// Of a known format, but an edition or extension that is not read.
    case notSupported
    case damaged
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
