/// What can be wrong with a scene's file.
package struct SceneError: Error, Sendable, CustomStringConvertible {
  package enum Code: Sendable {
    case fileNotFound
    /// Not a format that is read.
    case formatUnknown
    /// Of a known format, but an edition or extension that is not read.
    case notSupported
    case damaged
  }

  package let code: Code
  /// The fact and the remedy, one line.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
