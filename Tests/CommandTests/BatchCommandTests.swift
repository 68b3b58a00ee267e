import Foundation
import TestSupport
import Testing

/// `mien batch`, as a user would run it.
struct BatchCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["act1/ann/one", "act1/two", "three", "four"] {
      let url = folder.url.appendingPathComponent("rec/\(name).wav")
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      let seconds = 1 + Double(name.count % 5) * 0.3
      try SoundFile.write(SoundFile.babble(seconds: seconds), as: .wav16, to: url.path)
    }
  }

  private func batch(_ arguments: String...) throws -> ProgramRun {
    try Command.run(
      Command.executable, ["batch", folder.path("rec"), "--into", folder.path("out"), "-o", "{id}.csv"] + arguments)
  }

  private func outputs(_ name: String = "out") throws -> [String: Data] {
    let root = folder.path(name)
    var found: [String: Data] = [:]
    for path in FileManager.default.enumerator(atPath: root)?.compactMap({ $0 as? String }) ?? []
    where path.hasSuffix(".csv") {
      found[path] = try Data(contentsOf: URL(fileURLWithPath: root + "/" + path))
    }
    return found
  }

  @Test func aTreeKeepsItsFoldersAndASecondRunHasNothingToDo() throws {
    let first = try batch()
    #expect(first.status == 0, "\(first.errors)")
    #expect(try outputs().keys.sorted() == ["act1/ann/one.csv", "act1/two.csv", "four.csv", "three.csv"])
    for name in ["report.html", "report.json", "report.xml"] {
      #expect(FileManager.default.fileExists(atPath: folder.path("out/\(name)")))
    }
    let second = try batch()
    #expect(second.status == 0 && second.output.contains("0 baked, 4 unchanged"), "\(second.output)")
    let dry = try batch("--dry-run", "--seed", "4")
    #expect(dry.output.split(separator: "\n").count == 4 && dry.output.contains("act1/two\thow it is performed"))
  }

  @Test func aFailedLineIsNamedAndTheRestIsBaked() throws {
    try Data("no sound".utf8).write(to: URL(fileURLWithPath: folder.path("rec/bad.wav")))
    let run = try batch()
    #expect(run.status == 1 && run.errors.contains("bad") && run.output.contains("4 baked, 0 unchanged, 1 failed"))
    #expect(try outputs().count == 4)
  }

  @Test func progressIsALineOfJSONAnEvent() throws {
    let run = try batch("--progress", "json")
    let events = try run.errors.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(events.compactMap { $0["event"] as? String }.filter { $0 == "done" }.count == 4)
    let ended = try #require(events.last)
    #expect(ended["event"] as? String == "ended" && (ended["steps"] as? [String: Int])?["listen"] == 4)
  }

  @Test func shardsAreMergedAndAMissingOneIsTold() throws {
    #expect(try batch("--shard", "1/2").status == 0)
    let early = try batch("--merge")
    #expect(early.status == 1 && early.output.contains("2 not baked"), "\(early.output)")
    #expect(try batch("--shard", "2/2").status == 0)
    #expect(try batch("--merge").status == 0)
    #expect(try batch().output.contains("4 unchanged"))
  }

  @Test(
    arguments: [
      (["--shard", "5/2"], Int32(64)), (["--column", "text"], 64), (["--cache-size", "big"], 64),
      (["-o", "../{id}.csv"], 64), (["--characters", "/nowhere.yaml"], 66), (["--jobs", "0"], 64),
      (["--shard", "1/2", "--lines", "1-2"], 64),
    ] as [([String], Int32)])
  func whatMakesNoSenseIsRefusedBeforeAnythingIsMade(arguments: [String], status: Int32) throws {
    let run = try Command.run(
      Command.executable,
      ["batch", folder.path("rec"), "--into", folder.path("out"), "-o", "{id}.csv"] + arguments)
    #expect(run.status == status && !run.errors.isEmpty, "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test func whateverMomentItIsKilledAtTheNextRunMakesTheSameBytes() throws {
    #expect(try batch().status == 0)
    let whole = try outputs()
    for moment in [40, 150, 260, 400, 600, 900] {
      try FileManager.default.removeItem(atPath: folder.path("out"))
      _ = try Command.shell(
        "\"$MIEN\" batch '\(folder.path("rec"))' --into '\(folder.path("out"))' -o '{id}.csv' --quiet & p=$!; sleep"
          + " \(Double(moment) / 1000); kill -9 $p; wait $p")
      for (path, bytes) in try outputs() { #expect(whole[path] == bytes, "\(path) is partial after \(moment) ms") }
      #expect(try batch().status == 0)
      #expect(try outputs() == whole)
    }
  }

  @Test func twoRunsAtOnceDoNotSpoilEachOther() throws {
    #expect(try batch().status == 0)
    let whole = try outputs()
    try FileManager.default.removeItem(atPath: folder.path("out"))
    let command = "\"$MIEN\" batch '\(folder.path("rec"))' --into '\(folder.path("out"))' -o '{id}.csv' --quiet"
    let run = try Command.shell("\(command) & a=$!; \(command) & b=$!; wait $a && wait $b")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try outputs() == whole)
    #expect(try batch().output.contains("4 unchanged"))
  }

  @Test func aManifestInterruptedByCtrlCGoesOn() throws {
    let run = try Command.shell(
      "\"$MIEN\" batch '\(folder.path("rec"))' --into '\(folder.path("out"))' -o '{id}.csv' --jobs 1 --quiet & p=$!;"
        + " sleep 0.25; kill -INT $p; wait $p")
    #expect(run.status == 130 || run.status == 0, "\(run.status) \(run.errors)")
    #expect(try batch().status == 0)
    #expect(try outputs().count == 4)
  }

  @Test func aDiskThatIsFullFailsItsLinesAndSaysSo() throws {
    // A limit on the size of files stands for a disk without room.
    let run = try Command.shell(
      "ulimit -f 40; \"$MIEN\" batch '\(folder.path("rec"))' --into '\(folder.path("out"))' -o '{id}.csv' -o '{id}.TextGrid'"
    )
    #expect(run.status == 1 && run.errors.contains("File too large"), "\(run.errors)")
    #expect(try outputs().isEmpty)
    #expect(try batch().status == 0)
    #expect(try outputs().count == 4)
  }

  @Test func whatIsSavedIsBakedWhileItIsWatched() throws {
    let run = try Command.shell(
      """
      "$MIEN" batch '\(folder.path("rec"))' --into '\(folder.path("out"))' -o '{id}.csv' --watch --quiet & p=$!
      for _ in $(seq 300); do [ -e '\(folder.path("out/four.csv"))' ] && break; sleep 0.1; done
      sleep 1
      cp '\(folder.path("rec/four.wav"))' '\(folder.path("rec/five.wav"))'
      for _ in $(seq 300); do [ -e '\(folder.path("out/five.csv"))' ] && break; sleep 0.1; done
      kill -INT $p; wait $p
      """)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try outputs().keys.contains("five.csv"))
  }

  @Test func aTextOf50MegabytesFailsItsLineAlone() throws {
    try Data(repeating: 0x61, count: 50_000_000).write(to: URL(fileURLWithPath: folder.path("rec/four.txt")))
    let run = try batch()
    #expect(run.status == 1 && run.errors.contains("50 MB"), "\(run.errors)")
    #expect(try outputs().count == 3)
  }

  @Test func theSpeakersOfAConversationEachHaveTheirOwnChannel() throws {
    let (left, right) = (SoundFile.babble(seconds: 2), [Float](repeating: 0, count: 32_000))
    try SoundFile.write(channels: [left, right], as: .wav16, to: folder.path("talk.wav"))
    let run = try Command.mien(
      "batch", folder.path("talk.wav"), "--into", folder.path("out"), "--speakers", "ann,ben", "-o", "{character}.json")
    #expect(run.status == 0, "\(run.errors)")
    func jaws(_ name: String) throws -> Double {
      let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/\(name).json")))
      let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let names = try #require(root["facsNames"] as? [String])
      let rows = try #require(root["weightMat"] as? [[Double]])
      let jaw = try #require(names.firstIndex { $0.lowercased() == "jawopen" })
      return rows.map { $0[jaw] }.max() ?? 0
    }
    #expect(try jaws("ann") > 0.1 && jaws("ben") < 0.05)
  }
}
