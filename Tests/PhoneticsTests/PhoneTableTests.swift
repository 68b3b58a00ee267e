import Testing

@testable import Phonetics

struct PhoneTableTests {
  @Test func theTableHoldsEveryVisemeClassAndNoPhoneTwice() {
    let table = PhoneTable.standard
    #expect(Set(table.phones.map(\.symbol)).count == table.phones.count)
    #expect(Set(table.phones.map(\.viseme)) == Set(Viseme.allCases))
    #expect(table.bilabials.map { table.phones[$0].symbol } == ["p", "b", "m"])
    #expect(table.labiodentals.map { table.phones[$0].symbol } == ["f", "v"])
  }

  @Test(arguments: ["", "phone,viseme\np,PP", "phone,viseme,jawDominance\nsil,nothing,1", "a,b\nc"])
  func refusesATableThatIsNone(csv: String) {
    #expect(throws: PhoneticsError.self) { try PhoneTable(csv: csv) }
  }
}
