package import SceneFiles

/// What can be wrong with a rig or its scene.
public struct RigError: Error, Sendable, CustomStringConvertible {
  /// Kinds of what went wrong, for whoever acts on them.
  public enum Code: Sendable {
    case fileNotFound
    case formatUnknown
    case formatNotSupported
    case sceneInvalid
    case noMorphTargets
    case noKnownTargets
    case rigFileInvalid
    case solveInvalid
    case libraryMissing
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

  package init(_ error: SceneError) {
    let code: Code =
      switch error.code {
      case .fileNotFound: .fileNotFound
      case .formatUnknown: .formatUnknown
      case .notSupported: .formatNotSupported
      case .damaged: .sceneInvalid
      }
    self.init(code, error.message)
  }

  /// The message.
  public var description: String { message }
}
