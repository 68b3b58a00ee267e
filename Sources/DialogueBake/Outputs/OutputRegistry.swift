internal import Foundation

/// Everything that a line can be written as, by the end of the name.
public struct OutputRegistry: Sendable {
  /// The kinds of outputs that it knows.
  public let kinds: [any OutputKind]

  /// A registry of some kinds of outputs.
  public init(_ kinds: [any OutputKind]) { self.kinds = kinds }

  /// The output that a path names; where several kinds know its end, the longest end counts.
  /// - Throws: ``BakeError`` `.usage`.
  public func output(_ path: String) throws(BakeError) -> any LineOutput {
    let found = kinds.compactMap { $0.output(path) }.max { $0.matchedLetters < $1.matchedLetters }
    guard let found else {
      let suffix = (path as NSString).pathExtension.lowercased()
      let known = kinds.flatMap(\.formats).map { $0.suffixes[0] }.joined(separator: ", ")
      let fact =
        suffix.isEmpty ? "'\(path)' has no extension" : "'.\(suffix)' of '\(path)' is no format that can be written"
      throw BakeError(.usage, "\(fact): use one of \(known)")
    }
    return found.output
  }
}
