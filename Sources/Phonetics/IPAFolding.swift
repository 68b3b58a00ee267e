internal import Files
internal import Foundation

/// Reads IPA of any language into the inventory's phones; foreign sounds become a neighbour with the same lips.
package struct IPAFolding: Sendable {
  private let classes: [String: Int]

  /// The tables that ship with the module.
  package static let standard: IPAFolding = {
    IPAFolding(Table(resource: "ipa-folding"), phones: .standard)
  }()

  private init(_ table: Table, phones: PhoneTable) {
    var classes = Dictionary(uniqueKeysWithValues: phones.phones.enumerated().map { ($0.element.symbol, $0.offset) })
    classes["sil"] = nil
    for row in table.rows {
      guard let ipa = row["ipa"], let phone = row["phone"].flatMap({ classes[$0] }) else {
        preconditionFailure("the module's own ipa-folding.csv: line '\(row.line)' is not ipa,phone")
      }
      classes[ipa] = phone
    }
    self.classes = classes
  }

  /// Classes of an IPA word; stress, length, tone and diacritics are dropped, unknown letters passed over.
  package func phones(of ipa: String) -> [Int] {
    let letters = ipa.decomposedStringWithCanonicalMapping.unicodeScalars.filter { scalar in
      !scalar.properties.generalCategory.isMark && !Self.dropped.contains(scalar)
    }.map(String.init)
    var found: [Int] = []
    var position = 0
    while position < letters.count {
      if position + 1 < letters.count, let phone = classes[letters[position] + letters[position + 1]] {
        found.append(phone)
        position += 2
        continue
      }
      if let phone = classes[letters[position]] { found.append(phone) }
      position += 1
    }
    return found
  }

  private static let dropped = Set("ˈˌːˑ.-_ʼ'|‿0123456789^~\"*;!?#".unicodeScalars)
}

extension Unicode.GeneralCategory {
  fileprivate var isMark: Bool { [.nonspacingMark, .spacingMark, .enclosingMark].contains(self) }
}
