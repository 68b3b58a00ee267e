public import DialogueBake

/// A size in bytes, as people write it: "500MB", "20 GB".
public struct ByteCount: Sendable, Hashable {
  /// The number of bytes.
  public let bytes: Int64

  private static let units: [(end: String, bytes: Double)] = [
    ("tb", 1e12), ("gb", 1e9), ("mb", 1e6), ("kb", 1e3), ("t", 1e12), ("g", 1e9), ("m", 1e6), ("k", 1e3), ("b", 1),
    ("", 1),
  ]
  private static let most = 1e18

  /// - Throws: ``BakeError`` `.usage`.
  public init(parsing text: String) throws(BakeError) {
    let plain = text.lowercased().filter { !$0.isWhitespace }
    guard let unit = Self.units.first(where: { plain.hasSuffix($0.end) }),
      let number = Double(plain.dropLast(unit.end.count)), number >= 0, number * unit.bytes <= Self.most
    else { throw BakeError(.usage, "'\(text.prefix(40))' is no size: write 500MB or 20GB") }
    bytes = Int64(number * unit.bytes)
  }
}
