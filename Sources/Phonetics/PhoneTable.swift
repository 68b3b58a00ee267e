internal import Foundation

/// The inventory of phones, in the order of the encoder's classes. One table for all languages.
public struct PhoneTable: Sendable {
  public let phones: [Phone]
  public let silence: Int
  /// Classes of p, b and m.
  public let bilabials: [Int]
  /// Classes of f and v.
  public let labiodentals: [Int]
  /// For each class those that look the same, itself included.
  let alike: [[Int]]

  /// The table that ships with the module.
  public static let standard: PhoneTable = {
    guard let url = Bundle.module.url(forResource: "phone-targets", withExtension: "csv"),
      let text = try? String(contentsOf: url, encoding: .utf8), let table = try? PhoneTable(csv: text)
    else { preconditionFailure("the module's own phone-targets.csv is damaged") }
    return table
  }()

  /// - Throws: ``PhoneticsError`` `.tableInvalid` with the line.
  public init(csv text: String) throws(PhoneticsError) {
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.map(String.init)
    guard let header = lines.first?.split(separator: ",").map(String.init) else {
      throw PhoneticsError(.tableInvalid, "the phone table is empty")
    }
    var phones: [Phone] = []
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      guard cells.count == header.count else {
        throw PhoneticsError(
          .tableInvalid, "phone table line '\(line)' has \(cells.count) cells, its header \(header.count)")
      }
      phones.append(try Self.phone(Dictionary(zip(header, cells), uniquingKeysWith: { first, _ in first }), line))
    }
    guard let silence = phones.firstIndex(where: { $0.symbol == "sil" }) else {
      throw PhoneticsError(.tableInvalid, "the phone table has no phone 'sil'")
    }
    self.phones = phones
    self.silence = silence
    bilabials = phones.indices.filter { phones[$0].viseme == .PP }
    labiodentals = phones.indices.filter { phones[$0].viseme == .FF }
    alike = phones.map { phone in phones.indices.filter { phones[$0].viseme == phone.viseme } }
  }

  private static func phone(_ row: [String: String], _ line: String) throws(PhoneticsError) -> Phone {
    guard let symbol = row["phone"], let viseme = row["viseme"].flatMap(Viseme.init(rawValue:)) else {
      throw PhoneticsError(.tableInvalid, "phone table line '\(line)' names no known viseme")
    }
    return Phone(symbol: symbol, viseme: viseme)
  }
}
