/// What a file itself says that targets show together, under a name of its own vocabulary, as VRM's presets.
package struct SceneExpression: Sendable, Equatable {
  package struct Bind: Sendable, Equatable {
    package let mesh: Int
    package let target: Int
    /// Of the target while the expression is whole.
    package let weight: Float
  }

  package let name: String
  package let binds: [Bind]
}
