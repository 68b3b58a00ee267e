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

  @Test func theFoldersOfAFilledPatternAreMade() throws {
    let path = folder.path("out/one/a.csv")
    for _ in 0..<2 { try OutputFile.makeFolders(for: path) }
    try OutputFile(path: path).commit()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out/one")) == ["a.csv"])
  }

  @Test func aLinkToAFolderIsAFolder() throws {
    try FileManager.default.createDirectory(atPath: folder.path("there"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(atPath: folder.path("out"), withDestinationPath: folder.path("there"))
    try OutputFile.makeFolders(for: folder.path("out/a.csv"))
    try OutputFile.makeFolders(for: folder.path("out/one/a.csv"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("there")) == ["one"])
  }

  @Test func aPathWithoutAFolderNeedsNone() throws {
    try OutputFile.makeFolders(for: "a.csv")
  }

  @Test func aFileInTheWayOfAFolderIsNamed() throws {
    try folder.write("".utf8, to: "out")
    for path in ["out/a.csv", "out/one/a.csv"] {
      let error = #expect(throws: FileError.self) { try OutputFile.makeFolders(for: folder.path(path)) }
      #expect(error?.code == .cannotCreate && error?.message.contains(folder.path("out")) == true)
    }
  }

  @Test func aPipeIsWrittenToAndStaysAPipe() throws {
    let pipe = folder.path("pipe.csv")
    #expect(mkfifo(pipe, 0o600) == 0)
    let reading = DispatchGroup()
    nonisolated(unsafe) var read = Data()
    DispatchQueue.global().async(group: reading) {
      read = FileHandle(forReadingAtPath: pipe)?.readDataToEndOfFile() ?? Data()
    }
    let bytes = [UInt8](repeating: 65, count: 300_000)
    let file = try OutputFile(path: pipe)
    try file.append(bytes)
    try file.commit()
    reading.wait()
    #expect(read == Data(bytes) && FileIdentity(pipe).kind == .special && folder.entries == ["pipe.csv"])
  }

  @Test func aFullDeviceIsAnErrorAndStaysADevice() throws {
    try FileManager.default.createSymbolicLink(atPath: folder.path("full.csv"), withDestinationPath: "/dev/full")
    let file = try OutputFile(path: folder.path("full.csv"))
    try file.append("a")
    #expect(#expect(throws: FileError.self) { try file.commit() }?.code == .writeFailed)
    #expect(FileIdentity("/dev/full").kind == .special && folder.entries == ["full.csv"])
  }

  @Test func whatALinkLeadsToIsReplacedAndTheLinkStays() throws {
    let path = try folder.write("old".utf8, to: "a.csv")
    try FileManager.default.createSymbolicLink(atPath: folder.path("link.csv"), withDestinationPath: "a.csv")
    let file = try OutputFile(path: folder.path("link.csv"))
    try file.append("new")
    try file.commit()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.csv")) == "a.csv")
  }

  @Test func aLongNameOfAnyLettersIsWrittenAndOneThatIsTooLongIsRefusedAtOnce() throws {
    let longest = String(repeating: "ü", count: 125) + ".csv"  // 254 bytes
    try OutputFile(path: folder.path(longest)).commit()
    #expect(folder.entries.map(\.utf8.count) == [254])
    let error = #expect(throws: FileError.self) { try OutputFile.check(folder.path("ü" + longest)) }
    #expect(error?.code == .cannotCreate && error?.message.contains("256 bytes") == true)
  }
}
