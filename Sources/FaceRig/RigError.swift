public import SceneFiles

/// What can be wrong with a rig or its scene.
public struct RigError: Error, Sendable, CustomStringConvertible {
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

  public let code: Code
  /// The fact and the remedy, one line.
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public init(_ error: SceneError) {
    let code: Code =
      switch error.code {
      case .fileNotFound: .fileNotFound
      case .formatUnknown: .formatUnknown
      case .notSupported: .formatNotSupported
      case .damaged: .sceneInvalid
      }
    self.init(code, error.message)
  }

  public var description: String { message }
}
