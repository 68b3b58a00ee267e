internal import Files

/// What can be wrong with a phone table, a transcript or a TextGrid.
public struct PhoneticsError: Error, Sendable, CustomStringConvertible {
  /// Kinds of what went wrong, for whoever acts on them.
  public enum Code: Sendable {
    case tableInvalid
    case transcriptEmpty
    case transcriptUnreadable
    case transcriptTooLong
    case markupInvalid
    case textGridInvalid
    case languageUnknown
    case pronouncerMissing
    case pronouncerFailed
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

  init(_ error: FileError) {
    self.init(error.code == .tableInvalid ? .tableInvalid : .transcriptUnreadable, error.message)
  }

  /// The message.
  public var description: String { message }
}
