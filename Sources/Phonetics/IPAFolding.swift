internal import Foundation

/// Reads IPA of any language into the inventory's phones; foreign sounds become a neighbour with the same lips.
public struct IPAFolding: Sendable {
  private let classes: [String: Int]

  /// The tables that ship with the module.
  public static let standard: IPAFolding = {
    guard let url = Bundle.module.url(forResource: "ipa-folding", withExtension: "csv"),
      let text = try? String(contentsOf: url, encoding: .utf8),
      let folding = try? IPAFolding(csv: text, table: .standard)
    else { preconditionFailure("the module's own ipa-folding.csv is damaged") }
    return folding
  }()

  /// - Throws: ``PhoneticsError`` `.tableInvalid` with the line.
  init(csv text: String, table: PhoneTable) throws(PhoneticsError) {
    var classes = Dictionary(uniqueKeysWithValues: table.phones.enumerated().map { ($0.element.symbol, $0.offset) })
    classes["sil"] = nil
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      guard cells.count == 2, let phone = classes[cells[1]] else {
        throw PhoneticsError(.tableInvalid, "IPA folding line '\(line)' is not ipa,phone")
      }
      classes[cells[0]] = phone
    }
    self.classes = classes
  }

  /// Classes of an IPA word; stress, length, tone and diacritics are dropped, unknown letters passed over.
  public func phones(of ipa: String) -> [Int] {
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
