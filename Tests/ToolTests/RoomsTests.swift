import Foundation
import TestSupport
import Testing

/// `Tools/rooms`, which draws the rooms into CONTRIBUTING.md.
struct RoomsTests {
  @Test func thePictureOfTheRoomsIsThatOfThePackage() throws {
    let run = try ProgramRun(TestRepository.folder.appendingPathComponent("Tools/rooms"), ["--check"])
    #expect(run.status == 0, "\(run.errors)")
  }
}
