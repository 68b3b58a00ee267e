/// One row of the phone table.
public struct Phone: Sendable {
  /// IPA, or "sil".
  public let symbol: String
  public let viseme: Viseme
}
