internal import Files
internal import Foundation

/// Reads the labels of phone tiers: ARPABET with or without stress digits, or IPA.
struct PhoneLabels {
  private let arpabet: [String: Int]
  private let folding: IPAFolding
  private let silence: Int

  static let standard = PhoneLabels(
    Table(resource: "arpabet"), phones: .standard, folding: .standard)

  private init(_ table: Table, phones: PhoneTable, folding: IPAFolding) {
    var arpabet: [String: Int] = [:]
    for row in table.rows {
      guard let label = row["label"], let phone = phones.phones.firstIndex(where: { $0.symbol == row["phone"] }) else {
        preconditionFailure("the module's own arpabet.csv: line '\(row.line)' is not label,phone")
      }
      arpabet[label] = phone
    }
    self.arpabet = arpabet
    self.folding = folding
    silence = phones.silence
  }

  /// Classes of a label; empty where it is unknown.
  func phones(of label: String) -> [Int] {
    let trimmed = label.trimmingCharacters(in: .whitespacesAndNewlines)
    if Self.silences.contains(trimmed.lowercased()) { return [silence] }
    let withoutStress = trimmed.last.map { "012".contains($0) } == true ? String(trimmed.dropLast()) : trimmed
    if withoutStress == withoutStress.uppercased(), let phone = arpabet[withoutStress] { return [phone] }
    return folding.phones(of: trimmed)
  }

  private static let silences: Set<String> = [
    "", "sil", "sp", "spn", "pau", "<p:>", "<p>", "h#", "#", "_", "<eps>", "<sil>", "epi", "<usb>", "<nib>",
  ]
}
