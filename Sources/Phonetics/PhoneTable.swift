internal import Foundation

/// The inventory of phones, in the order of the encoder's classes. One table for all languages.
public struct PhoneTable: Sendable {
  public let phones: [Phone]
  public let silence: Int
  /// Classes of p, b and m.
  public let bilabials: [Int]
  /// Classes of f and v.
  public let labiodentals: [Int]

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
  }

  private static func phone(_ row: [String: String], _ line: String) throws(PhoneticsError) -> Phone {
    func number(_ name: String) throws(PhoneticsError) -> Float {
      guard let value = row[name].flatMap(Float.init), (0...4).contains(value) else {
        throw PhoneticsError(.tableInvalid, "phone table line '\(line)' lacks a number from 0 to 4 in '\(name)'")
      }
      return value
    }
    guard let symbol = row["phone"], let viseme = row["viseme"].flatMap(Viseme.init(rawValue:)) else {
      throw PhoneticsError(.tableInvalid, "phone table line '\(line)' names no known viseme")
    }
    let dominance: [Articulator: Float] = [
      .jaw: try number("jawDominance"), .lips: try number("lipDominance"), .rounding: try number("roundDominance"),
      .tongue: try number("tongueDominance"),
    ]
    var targets: [MouthControl: Float] = [:]
    for control in MouthControl.allCases { targets[control] = try number(control.rawValue) }
    return Phone(symbol: symbol, viseme: viseme, dominance: dominance, targets: targets)
  }
}
