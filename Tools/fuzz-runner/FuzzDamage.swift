/// Small damages to a file.
enum FuzzDamage {
  private static let numbers = [
    "1e999", "-1", "nan", "inf", "0", "4294967296", "9223372036854775807", "-9223372036854775809", "1e-400",
    "2147483648",
    "99999999999999999999", "0x7f", "''", "[]", "{}", "null", "1e308", "-0.0", "65536", "16777217",
  ]

  /// One to four damages: bits, bytes at the ends of their range, numbers of all widths, cuts, gaps, repeats, pieces of another
  /// file, and numbers that stand there as text.
  static func damage(_ bytes: [UInt8], _ chance: inout FuzzChance, with other: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...chance.below(4) { one(&bytes, &chance, other) }
    return bytes
  }

  private static func one(_ bytes: inout [UInt8], _ chance: inout FuzzChance, _ other: [UInt8]) {
    // Headers decide more than what follows.
    let reach = chance.below(3) == 0 ? min(bytes.count, 256) : bytes.count
    let at = chance.below(reach + 1)
    switch chance.below(9) {
    case 0 where !bytes.isEmpty: bytes[min(at, bytes.count - 1)] ^= 1 << UInt8(chance.below(8))
    case 1 where !bytes.isEmpty: bytes[min(at, bytes.count - 1)] = chance.pick([0, 1, 0x7F, 0x80, 0xFF])
    case 2:
      let width = chance.pick([2, 4, 8])
      let value = chance.pick([0, 1, UInt64.max >> UInt64(65 - 8 * width), UInt64.max >> UInt64(64 - 8 * width)])
      let isBigEndian = chance.below(4) == 0
      for index in 0..<width where at + index < bytes.count {
        bytes[at + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * (isBigEndian ? width - 1 - index : index)))
      }
    case 3: bytes.removeSubrange(at...)
    case 4: bytes.removeSubrange(at..<min(bytes.count, at + 1 + chance.below(64)))
    case 5:
      let piece = Array(bytes[max(0, at - 1 - chance.below(200))..<at])
      bytes.insert(contentsOf: repeatElement(piece, count: chance.pick([1, 2, 50])).joined(), at: at)
    case 6:
      let start = chance.below(other.count + 1)
      bytes.insert(contentsOf: other[start..<min(other.count, start + 1 + chance.below(300))], at: at)
    default: renumber(&bytes, &chance)
    }
  }

  /// One number that stands there as text becomes another.
  private static func renumber(_ bytes: inout [UInt8], _ chance: inout FuzzChance) {
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    guard !bytes.isEmpty else { return }
    let from = chance.below(bytes.count)
    guard
      let start = (from..<bytes.count).first(where: { isDigit(bytes[$0]) && ($0 == 0 || !isDigit(bytes[$0 - 1])) })
        ?? bytes.firstIndex(where: isDigit)
    else { return }
    var end = start
    while end < bytes.count, end - start < 32, isDigit(bytes[end]) || "+-.eE".utf8.contains(bytes[end]) { end += 1 }
    bytes.replaceSubrange(start..<end, with: Array(chance.pick(numbers).utf8))
  }
}
