/// A family of outputs, told by the ends of their names.
public protocol OutputKind: Sendable {
  /// What it makes, for lists: ends of names, and a line about each.
  var formats: [(suffixes: [String], summary: String)] { get }

  /// The output that a path names, and how many letters of its end say so; nil where it is of another kind.
  func output(_ path: String) -> (output: any LineOutput, matchedLetters: Int)?
}

extension OutputKind {
  /// The longest of some ends with which a name ends.
  package static func longestEnd(of name: String, among suffixes: [String]) -> String? {
    suffixes.filter { name.hasSuffix($0) && name.count > $0.count }.max { $0.count < $1.count }
  }
}
