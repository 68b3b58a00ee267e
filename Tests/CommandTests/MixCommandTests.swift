import Foundation
import TestSupport
import Testing

struct MixCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A Live Link take of ten frames, two channels at a level.
  private func clip(_ name: String, jaw: String, brow: String) throws -> String {
    let rows = (0..<10).map { "00:00:01:0\($0).000,2,\(jaw),\(brow)" }.joined(separator: "\n")
    return try folder.write("Timecode,BlendshapeCount,JawOpen,BrowInnerUp\n\(rows)\n".utf8, to: name)
  }

  @Test func aDubHasItsMouthAndTheTakesFace() throws {
    let (dub, take) = (try clip("dub.csv", jaw: "0.5", brow: "0.1"), try clip("take.csv", jaw: "0.2", brow: "0.9"))
    let run = try Command.mien("mix", dub, take, "-o", folder.path("mixed.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let lines = try String(contentsOfFile: folder.path("mixed.csv"), encoding: .utf8).split(separator: "\n")
    let names = lines[0].split(separator: ",").map { $0.lowercased() }
    let cells = lines[1].split(separator: ",").map { Double($0) ?? .nan }
    #expect(cells[names.firstIndex(of: "jawopen")!] == 0.5)
    #expect(abs(cells[names.firstIndex(of: "browinnerup")!] - 0.9) < 1e-6)
  }

  @Test func neitherClipIsWrittenOverAndTimesAreChecked() throws {
    let (dub, take) = (try clip("dub.csv", jaw: "0.5", brow: "0.1"), try clip("take.csv", jaw: "0.2", brow: "0.9"))
    for output in [dub, take] { #expect(try Command.mien("mix", dub, take, "-o", output).status == 64) }
    for times in [["--from=3", "--to=1"], ["--from=nan", "-q"], ["--fade=9", "-q"]] {
      #expect(try Command.mien("mix", dub, take, "-o", folder.path("x.csv"), times[0], times[1]).status == 64)
    }
    #expect(try Command.mien("mix", dub, folder.path("gone.csv"), "-o", folder.path("x.csv")).status == 66)
    #expect(!FileManager.default.fileExists(atPath: folder.path("x.csv")))
  }
}
