internal import Foundation

/// Decimal text of numbers, without printf's cost.
enum FixedDecimal {
  /// As C's "%.10f", rounded half to even on the exact value.
  static func append(tenPlaces value: Float, to bytes: inout [UInt8]) {
    guard value.magnitude < 1_000_000 else {
      bytes.append(contentsOf: String(format: "%.10f", Double(value)).utf8)
      return
    }
    // A Float has 24 significant bits; times 10¹⁰ (34 bits) it is exact in 64 bits only for small ones, so work in 128.
    let magnitude = value.magnitude
    let exponent = magnitude == 0 ? 0 : Int(magnitude.exponent) - 23
    let significand = magnitude == 0 ? 0 : UInt64(magnitude.significandBitPattern) | (magnitude.isNormal ? 1 << 23 : 0)
    var scaled: UInt64
    if exponent >= 0 {
      scaled = (significand << UInt64(exponent)) * 10_000_000_000
    } else if exponent < -70 {
      scaled = 0
    } else {
      let (high, low) = significand.multipliedFullWidth(by: 10_000_000_000)
      scaled = shiftRounding(high, low, by: -exponent)
    }
    if value.sign == .minus { bytes.append(UInt8(ascii: "-")) }
    let whole = scaled / 10_000_000_000
    scaled %= 10_000_000_000
    bytes.append(contentsOf: String(whole).utf8)
    bytes.append(UInt8(ascii: "."))
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 10))
    var position = start + 9
    while scaled > 0 {
      bytes[position] = UInt8(ascii: "0") + UInt8(scaled % 10)
      scaled /= 10
      position -= 1
    }
  }

  /// (high:low) / 2^shift, half to even; the result fits 64 bits for the magnitudes allowed.
  private static func shiftRounding(_ high: UInt64, _ low: UInt64, by shift: Int) -> UInt64 {
    let value = UInt128(high) << 64 | UInt128(low)
    let quotient = value >> UInt128(shift)
    let remainder = value - quotient << UInt128(shift)
    let half = UInt128(1) << UInt128(shift - 1)
    let roundsUp = remainder > half || (remainder == half && quotient & 1 == 1)
    return UInt64(quotient) + (roundsUp ? 1 : 0)
  }
}
