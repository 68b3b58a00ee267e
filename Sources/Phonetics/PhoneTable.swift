internal import Files
internal import Foundation

/// The inventory of phones, in the order of the encoder's classes. One table for all languages.
public struct PhoneTable: Sendable {
  /// The phones, by their class.
  public let phones: [Phone]
  /// The class of silence.
  public let silence: Int
  /// The classes of p, b and m.
  public let bilabials: [Int]
  /// The classes of f and v.
  public let labiodentals: [Int]
  /// For each class those that look the same, itself included.
  let alike: [[Int]]

  /// The table that ships with the module.
  public static let standard: PhoneTable = {
    guard let table = try? PhoneTable(Table(resource: "phone-targets")) else {
      preconditionFailure("the module's own phone-targets.csv is damaged")
    }
    return table
  }()

  /// - Throws: ``PhoneticsError`` `.tableInvalid` with the line.
  package init(csv text: String) throws(PhoneticsError) {
    let table: Table
    do { table = try Table(csv: text, name: "phone table") } catch { throw PhoneticsError(error) }
    try self.init(table)
  }

  private init(_ table: Table) throws(PhoneticsError) {
    var phones: [Phone] = []
    for row in table.rows {
      guard let symbol = row["phone"], let viseme = row["viseme"].flatMap(Viseme.init(rawValue:)) else {
        throw PhoneticsError(.tableInvalid, "phone table line '\(row.line)' names no known viseme")
      }
      phones.append(Phone(symbol: symbol, viseme: viseme))
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
}
