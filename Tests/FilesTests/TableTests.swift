import Testing

@testable import Files

struct TableTests {
  private func error(_ csv: String) -> FileError? {
    #expect(throws: FileError.self) { _ = try Table(csv: csv, name: "phone table") }
  }

  @Test func commentsAreLeftOutAndTheFirstLineNamesTheColumns() throws {
    let table = try Table(csv: "# a comment\nphone,viseme\r\np,PP\n\n# another\n,sil\n", name: "phone table")
    #expect(table.rows.map { $0["phone"] } == ["p", ""])
    #expect(table.rows.map { $0[1] } == ["PP", "sil"])
    #expect(table.rows[0]["gap"] == nil)
  }

  @Test func aLineWithAnotherNumberOfCellsIsNamed() {
    let error = error("phone,viseme\np,PP,1")
    #expect(error?.code == .tableInvalid)
    #expect(error?.message == "phone table line 'p,PP,1' has 3 cells, its header 2")
  }

  @Test(arguments: ["", "\n\n", "# nothing but a comment"])
  func refusesATableWithoutALine(csv: String) {
    #expect(error(csv)?.message == "the phone table is empty")
  }
}
