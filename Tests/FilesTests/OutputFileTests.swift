import Foundation
import TestSupport
import Testing

@testable import Files

struct OutputFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func anUnfinishedFileLeavesNothingBehind() throws {
    let file = try OutputFile(path: folder.path("a.csv"))
    try file.append([UInt8](repeating: 65, count: 1 << 20))
    #expect(!folder.entries.contains("a.csv"))
    file.discard()
    #expect(folder.entries.isEmpty)
  }

  @Test func anExistingFileStaysUntilTheNewOneIsWhole() throws {
    let path = try folder.write("old".utf8, to: "a.csv")
    let file = try OutputFile(path: path)
    try file.append("new")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    try file.commit()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(folder.entries == ["a.csv"])
  }

  @Test func refusesPlacesWhereNoFileCanBe() throws {
    #expect(
      #expect(throws: FileError.self) { _ = try OutputFile(path: folder.path("none/a.csv")) }?.code
        == .folderMissing)
    #expect(#expect(throws: FileError.self) { _ = try OutputFile(path: folder.url.path) }?.code == .cannotCreate)
  }
}
