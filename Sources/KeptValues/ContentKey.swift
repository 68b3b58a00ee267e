/// The name of a content: equal for what was made from the same things in the same way, different for all else.
///
/// 128 bits of XXH3 (xxHash 0.8), as 32 hexadecimal digits. It tells contents apart; it keeps no secret and resists no
/// forger.
public struct ContentKey: Sendable, Hashable, Codable, CustomStringConvertible {
  /// 32 hexadecimal digits.
  public let hexadecimal: String

  init(high: UInt64, low: UInt64) {
    func digits(_ value: UInt64) -> String {
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    hexadecimal = digits(high) + digits(low)
  }

  /// Reads 32 hexadecimal digits; nil for anything else.
  public init?(hexadecimal: String) {
    guard hexadecimal.utf8.count == 32,
      hexadecimal.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    self.hexadecimal = hexadecimal
  }

  /// The hexadecimal digits.
  public var description: String { hexadecimal }

  /// Reads hexadecimal digits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let key = ContentKey(hexadecimal: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no content key")
    }
    self = key
  }

  /// Writes the hexadecimal digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hexadecimal)
  }
}
