import Foundation
import TestSupport
import Testing

@testable import Files

struct TextFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func code(_ url: URL) -> FileError.Code? {
    #expect(throws: FileError.self) { _ = try TextFile.read(url, what: "transcript") }?.code
  }

  @Test func aFolderCannotBeRead() {
    #expect(code(folder.url) == .unreadable)
  }

  @Test(arguments: [[0xC3, 0x28], [0x00, 0x41, 0x00]] as [[UInt8]])
  func bytesThatAreNoTextAreRefused(bytes: [UInt8]) throws {
    #expect(code(URL(fileURLWithPath: try folder.write(bytes, to: "t.txt"))) == .notText)
  }

  @Test func aFileOfAnotherSystemsEncodingIsRead() throws {
    let utf16 = try #require("Grüße".data(using: .utf16))
    let path = try folder.write(utf16, to: "t.txt")
    #expect(try TextFile.read(URL(fileURLWithPath: path), what: "transcript") == "Grüße")
  }
}
