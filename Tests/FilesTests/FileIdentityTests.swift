import Foundation
import TestSupport
import Testing

@testable import Files

struct FileIdentityTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func everySpellingOfAFileIsTheSame() throws {
    let path = try folder.write("a".utf8, to: "a.glb")
    try FileManager.default.createDirectory(atPath: folder.path("in"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(atPath: folder.path("soft"), withDestinationPath: "a.glb")
    try FileManager.default.linkItem(atPath: path, toPath: folder.path("hard"))
    for other in ["soft", "hard", "./a.glb", "in/../a.glb"] {
      #expect(FileIdentity(folder.path(other)) == FileIdentity(path), "\(other)")
    }
    #expect(FileIdentity(try folder.write("a".utf8, to: "b.glb")) != FileIdentity(path))
  }

  @Test func aFileThatIsNotThereIsKnownByItsFolder() throws {
    try FileManager.default.createDirectory(atPath: folder.path("in"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "in")
    try FileManager.default.createSymbolicLink(atPath: folder.path("to"), withDestinationPath: "in/new.csv")
    let new = FileIdentity(folder.path("in/new.csv"))
    for other in ["link/new.csv", "in/./new.csv", "link/none/../new.csv", "to"] {
      #expect(FileIdentity(folder.path(other)) == new, "\(other)")
    }
    #expect(FileIdentity(folder.path("in/other.csv")) != new && new.kind == nil)
  }

  @Test func pipesAndDevicesAreSpecial() throws {
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    #expect(FileIdentity(folder.path("pipe")).kind == .special && FileIdentity("/dev/null").kind == .special)
    #expect(FileIdentity(folder.url.path).kind == .folder)
  }

  @Test func linksInARingEnd() throws {
    try FileManager.default.createSymbolicLink(atPath: folder.path("a"), withDestinationPath: "b")
    try FileManager.default.createSymbolicLink(atPath: folder.path("b"), withDestinationPath: "a")
    #expect(FileIdentity(folder.path("a")).kind == nil)
  }
}
