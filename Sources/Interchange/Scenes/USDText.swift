internal import SceneFiles

/// Values as USD text.
enum USDText {
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      if character == "\"" || character == "\\" { quoted.append("\\") }
      quoted.append(character.isNewline ? " " : character)
    }
    return quoted + "\""
  }

  /// USD writes rows for points that stand on the left, which are our columns.
  static func matrix(_ matrix: SceneMatrix) -> String {
    "( " + matrix.columns.map { "(\($0.x), \($0.y), \($0.z), \($0.w))" }.joined(separator: ", ") + " )"
  }

  static func point(_ v: SIMD3<Float>) -> String { "(\(v.x), \(v.y), \(v.z))" }
}
