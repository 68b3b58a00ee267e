import Foundation
import TestSupport
import Testing

/// Clips that are taken to new sound, edits that are kept, and styles that are taken from clips.
struct EditingCommandTests {
  private static let greeting = TestRepository.folder.appendingPathComponent("Samples/greeting/speech.wav").path
  private static let warnung = TestRepository.folder.appendingPathComponent("Samples/warnung/speech.wav").path

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func rows(_ name: String) throws -> (names: [String], cells: [[Double]]) {
    let lines = try String(contentsOfFile: folder.path(name), encoding: .utf8).split(separator: "\n")
    let names = lines[0].split(separator: ",").map { $0.lowercased() }
    return (names, lines.dropFirst().map { $0.split(separator: ",").map { Double($0) ?? .nan } })
  }

  private func bake(_ output: String, _ more: String...) throws {
    let run = try Command.mien(["bake", Self.greeting, "-o", folder.path(output)] + more)
    try #require(run.status == 0, "\(run.errors)")
  }

  @Test func aClipGoesToTheSameWordsASecondLater() throws {
    let sound = try Data(contentsOf: URL(fileURLWithPath: Self.greeting))
    let header = 44
    var late = Data(sound.prefix(header)) + Data(count: 2 * 16_000) + sound.dropFirst(header)
    for (offset, size) in [(4, late.count - 8), (40, late.count - header)] {
      late.replaceSubrange(offset..<offset + 4, with: withUnsafeBytes(of: UInt32(size).littleEndian) { Data($0) })
    }
    try #require(sound[24..<28] == withUnsafeBytes(of: UInt32(16_000).littleEndian) { Data($0) })
    let new = try folder.write(late, to: "late.wav")
    try bake("first.csv", "--act", "none")
    let run = try Command.mien(
      "retime", folder.path("first.csv"), "--old", Self.greeting, "--new", new, "-o", folder.path("second.csv"))
    try #require(run.status == 0, "\(run.errors)")
    let (names, old) = try rows("first.csv")
    let retimed = try rows("second.csv").cells
    #expect(retimed.count == old.count + 60)  // a second of a Live Link take
    let jaw = try #require(names.firstIndex(of: "jawopen"))
    let difference = (10..<old.count - 10).map { abs(retimed[$0 + 60][jaw] - old[$0][jaw]) }
    #expect(difference.reduce(0, +) / Double(difference.count) < 0.02)
  }

  @Test func otherWordsAreRefused() throws {
    try bake("first.csv")
    let run = try Command.mien(
      "retime", folder.path("first.csv"), "--old", Self.greeting, "--new", Self.warnung, "-o", folder.path("x.csv"))
    #expect(run.status == 65 && run.errors.contains("do not say the same words"), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("x.csv")))
    for input in [folder.path("first.csv"), Self.greeting] {
      #expect(
        try Command.mien(
          "retime", folder.path("first.csv"), "--old", Self.greeting, "--new", Self.greeting, "-o", input
        )
        .status == 64)
    }
  }

  @Test func handSetKeysSurviveAnotherBake() throws {
    try bake("line.csv", "--emotion", "neutral")
    let (names, cells) = try rows("line.csv")
    let brow = try #require(names.firstIndex(of: "browinnerup"))
    let jaw = try #require(names.firstIndex(of: "jawopen"))
    var lines = try String(contentsOfFile: folder.path("line.csv"), encoding: .utf8).split(separator: "\n").map(
      String.init)
    for row in 100..<140 {
      var fields = lines[row + 1].split(separator: ",").map(String.init)
      fields[brow] = "0.77"
      lines[row + 1] = fields.joined(separator: ",")
    }
    try folder.write(Data((lines.joined(separator: "\n") + "\n").utf8), to: "edited.csv")
    try bake(
      "again.csv", "--emotion", "joy:0.8", "--keep", folder.path("edited.csv"), "--baked", folder.path("line.csv"))
    try bake("plain.csv", "--emotion", "joy:0.8")
    let (again, plain) = (try rows("again.csv").cells, try rows("plain.csv").cells)
    for row in 100..<140 { #expect(abs(again[row][brow] - 0.77) < 1e-4) }
    for row in again.indices {
      #expect(again[row][jaw] == plain[row][jaw])
      if !(90..<150).contains(row) { #expect(again[row][brow] == plain[row][brow]) }
    }
    #expect(abs(cells[120][brow] - 0.77) > 0.01)
  }

  @Test func editsAndStylesThatSayNothingAreNamed() throws {
    try bake("line.csv")
    let same = try Command.mien(
      "bake", Self.greeting, "--keep", folder.path("line.csv"), "--baked", folder.path("line.csv"), "-o",
      folder.path("x.csv"))
    #expect(same.status == 0 && same.errors.contains("nothing to keep"), "\(same.errors)")
    #expect(
      try Command.mien("bake", Self.greeting, "--keep", folder.path("line.csv"), "-o", folder.path("line.csv")).status
        == 64)
    #expect(try Command.mien("bake", Self.greeting, "--baked", "a.csv", "-o", folder.path("y.csv")).status == 64)
    #expect(try Command.mien("bake", Self.greeting, "--keep", "gone.csv", "-o", folder.path("y.csv")).status == 66)
    let short = try folder.write(
      Data("Timecode,BlendshapeCount,JawOpen\n00:00:01:00.000,1,0.5\n".utf8), to: "short.csv")
    let style = try Command.mien("style", short)
    #expect(style.status == 65 && style.errors.contains("seconds"), "\(style.errors)")
    #expect(try Command.mien("bake", Self.greeting, "--style", short, "-o", folder.path("y.csv")).status == 65)
  }

  @Test func aStyleIsSavedAndTakenAndItsOwnBakeIsTheUsual() throws {
    try bake("line.csv")
    let run = try Command.mien("style", folder.path("line.csv"), "-o", folder.path("character.yaml"))
    try #require(run.status == 0, "\(run.errors)")
    let yaml = try String(contentsOfFile: folder.path("character.yaml"), encoding: .utf8)
    #expect(yaml.contains("brows: ") && yaml.contains("jaw: "))
    try bake("direct.csv", "--style", folder.path("line.csv"))
    try bake("saved.csv", "--settings", folder.path("character.yaml"))
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: folder.path("direct.csv")))
        == Data(contentsOf: URL(fileURLWithPath: folder.path("saved.csv"))))
  }
}
