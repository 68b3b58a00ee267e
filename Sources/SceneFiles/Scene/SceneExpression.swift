/// What a file itself says that targets show together, under a name of its own vocabulary, as VRM's presets.
public struct SceneExpression: Sendable, Equatable {
  public struct Bind: Sendable, Equatable {
    public let mesh: Int
    public let target: Int
    /// Of the target while the expression is whole.
    public let weight: Float
  }

  public let name: String
  public let binds: [Bind]
}
