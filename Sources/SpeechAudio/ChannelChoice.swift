/// Which of a recording's channels is heard.
public enum ChannelChoice: Sendable, Hashable {
  /// All of them mixed where they agree, the one with the louder speech where they differ or cancel.
  case automatic
  /// All of them mixed, whatever they hold.
  case mix
  /// One alone, counted from 1.
  case channel(Int)

  /// The greatest number of a channel that a file can have.
  public static let greatestChannel = 1024

  /// Reads "auto", "mix" or the number of a channel; nil for anything else.
  public init?(parsing text: String) {
    switch text {
    case "auto": self = .automatic
    case "mix": self = .mix
    default:
      guard let number = Int(text), (1...Self.greatestChannel).contains(number) else { return nil }
      self = .channel(number)
    }
  }

  /// As ``init(parsing:)`` reads it.
  public var text: String {
    switch self {
    case .automatic: "auto"
    case .mix: "mix"
    case .channel(let number): String(number)
    }
  }
}
