internal import Foundation

/// Times as people write them: "12.5", "1:02.5", "00:01:02,500".
package enum ClockTime {
  /// Seconds; nil for what is no time.
  package static func seconds(_ text: String) -> Double? {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    let parts = trimmed.replacingOccurrences(of: ",", with: ".").split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    var sum = 0.0
    for part in parts {
      guard let first = part.utf8.first, (0x30...0x39).contains(first), let value = Double(part), value.isFinite else {
        return nil
      }
      sum = sum * 60 + value
    }
    return sum
  }
}
