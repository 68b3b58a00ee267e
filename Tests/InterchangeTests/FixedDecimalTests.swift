import Foundation
import TestSupport
import Testing

@testable import Interchange

struct FixedDecimalTests {
  private func text(_ value: Float) -> String {
    var bytes: [UInt8] = []
    FixedDecimal.append(tenPlaces: value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func agreesWithPrintfOnValuesOfEverySize() {
    var random = TestRandom(7)
    for _ in 0..<200_000 {
      let value = Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &random))
      guard value.isFinite else { continue }
      #expect(text(value) == String(format: "%.10f", Double(value)))
    }
  }

  @Test(
    arguments: [
      0, -0.0, 1, -1, 0.5, 0.1, 1e-10, 5e-11, 4.9e-11, 1.053, .leastNonzeroMagnitude, 999_999, 1e6, -1e20,
      .greatestFiniteMagnitude,
    ] as [Float])
  func agreesWithPrintfOnEdges(value: Float) {
    #expect(text(value) == String(format: "%.10f", Double(value)))
  }
}
