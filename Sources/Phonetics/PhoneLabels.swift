internal import Foundation

/// Reads the labels of phone tiers: ARPABET with or without stress digits, or IPA.
struct PhoneLabels {
  private let arpabet: [String: Int]
  private let folding: IPAFolding
  private let silence: Int

  static let standard: PhoneLabels = {
    guard let url = Bundle.module.url(forResource: "arpabet", withExtension: "csv"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { preconditionFailure("the module's own arpabet.csv is damaged") }
    return PhoneLabels(csv: text, table: .standard, folding: .standard)
  }()

  private init(csv text: String, table: PhoneTable, folding: IPAFolding) {
    var arpabet: [String: Int] = [:]
    for line in text.split(whereSeparator: \.isNewline).filter({ !$0.hasPrefix("#") }).dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      guard cells.count == 2, let phone = table.phones.firstIndex(where: { $0.symbol == cells[1] }) else {
        preconditionFailure("arpabet.csv: line '\(line)' is not label,phone")
      }
      arpabet[cells[0]] = phone
    }
    self.arpabet = arpabet
    self.folding = folding
    silence = table.silence
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
