internal import Files

/// What can be wrong with a phone table, a transcript or a TextGrid.
public struct PhoneticsError: Error, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    case tableInvalid
    case transcriptEmpty
    case transcriptUnreadable
    case transcriptTooLong
    case textGridInvalid
    case languageUnknown
    case pronouncerMissing
    case pronouncerFailed
  }

  public let code: Code
  /// The fact and the remedy, one line.
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  init(_ error: FileError) {
    self.init(error.code == .tableInvalid ? .tableInvalid : .transcriptUnreadable, error.message)
  }

  public var description: String { message }
}
