/// Bytes of a packet, numbers with their highest byte first.
struct BigEndianBytes {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ value: UInt8) { bytes.append(value) }

  mutating func append(_ value: Int32) { append(bits: UInt32(bitPattern: value)) }

  mutating func append(_ value: Float) { append(bits: value.bitPattern) }

  mutating func append(utf8 text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(_ other: BigEndianBytes) { bytes.append(contentsOf: other.bytes) }

  private mutating func append(bits: UInt32) {
    for shift in stride(from: UInt32(24), through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
  }
}
