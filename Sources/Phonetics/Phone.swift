/// A phone of the table, and what it looks like.
public struct Phone: Sendable {
  /// The phone's symbol: IPA, or "sil".
  public let symbol: String
  /// The class of phones that look alike.
  public let viseme: Viseme
}
