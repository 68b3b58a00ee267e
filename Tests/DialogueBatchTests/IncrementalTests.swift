import DialogueBake
import FaceCurves
import FacePerformance
import Foundation
import SpeechAnimation
import TestSupport
import Testing

@testable import DialogueBatch

/// What is baked again when something changes, and from which verb on.
struct IncrementalTests {
  private let model: ModelPackage
  private let folder: TemporaryFolder
  private var options: BatchOptions
  private let names = ["a", "b", "c"]

  init() throws {
    model = try StandardModel.package.get()
    folder = try TemporaryFolder()
    for (index, name) in names.enumerated() {
      try SoundFile.write(
        SoundFile.babble(seconds: 1.5 + 0.2 * Double(index)), as: .wav16, to: folder.path("\(name).wav"))
    }
    let rig = try folder.write(try TinyScene.glb(targets: FaceChannel.arkit.map(\.name)), to: "rig.glb")
    options = BatchOptions(folder: folder.path("out"), outputs: ["{id}.csv", "{id}.glb"], rig: rig)
    options.jobs = 2
  }

  private func lines(_ change: (inout BatchLine) -> Void = { _ in }) -> [BatchLine] {
    names.map { name in
      var line = BatchLine(id: name, audio: folder.path("\(name).wav"), place: name)
      change(&line)
      return line
    }
  }

  private func run(_ lines: [BatchLine]? = nil, _ options: BatchOptions? = nil) async throws -> BatchSummary {
    var summary = BatchSummary()
    for await event in try Batch(lines ?? self.lines(), options: options ?? self.options, model: model).run() {
      if case .ended(let ended) = event { summary = ended }
      if case .line(let outcome) = event, case .failed(let error) = outcome.result { print(error) }
    }
    return summary
  }

  private func outputs() throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in names {
      for end in ["csv", "glb"] {
        let path = folder.path("out/\(name).\(end)")
        found["\(name).\(end)"] = try Data(contentsOf: URL(fileURLWithPath: path))
      }
    }
    return found
  }

  @Test func aSecondRunBakesNothing() async throws {
    let first = try await run()
    #expect(first.baked == 3 && first.steps[.listen] == 3 && first.steps[.write] == 3)
    let second = try await run()
    #expect(second.unchanged == 3 && second.baked == 0 && second.steps.isEmpty)
    #expect(try Batch(lines(), options: options, model: model).needs().isEmpty)
  }

  @Test func oneSettingOfOneLineRunsThatLineAloneWithoutListening() async throws {
    _ = try await run()
    let before = try outputs()
    let changed = lines { if $0.id == "b" { $0.settings = ["emotion": "joy:0.8"] } }
    let needs = try Batch(changed, options: options, model: model).needs()
    #expect(needs.map(\.line.id) == ["b"] && needs[0].reasons == ["how it is performed has changed"])
    let summary = try await run(changed)
    #expect(summary.baked == 1 && summary.unchanged == 2)
    #expect(summary.steps == [.perform: 1, .fit: 1, .write: 1])
    let after = try outputs()
    #expect(before.filter { after[$0.key] != $0.value }.keys.sorted() == ["b.csv", "b.glb"])
  }

  @Test func anotherRigFitsWithoutPerformingAndAnotherRateOnlyWrites() async throws {
    _ = try await run()
    var other = options
    other.rig = try folder.write(
      try TinyScene.glb(targets: FaceChannel.arkit.map(\.name) + ["extra"]), to: "other.glb")
    let fitted = try await run(nil, other)
    #expect(
      fitted.baked == 3 && fitted.steps[.listen] == nil && fitted.steps[.perform] == nil && fitted.steps[.write] == 3)
    try other.settings.set("fps", to: "24")
    let written = try await run(nil, other)
    #expect(written.steps == [.write: 3])
  }

  @Test func aRecordingThatIsTouchedIsHashedAndOneThatChangesIsHeard() async throws {
    _ = try await run()
    for name in names {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -1000)], ofItemAtPath: folder.path("\(name).wav"))
    }
    #expect(try await run().unchanged == 3)
    try SoundFile.write(SoundFile.babble(seconds: 1.1), as: .wav16, to: folder.path("c.wav"))
    let summary = try await run()
    #expect(summary.baked == 1 && summary.steps[.listen] == 1 && summary.unchanged == 2)
  }

  @Test func anOutputThatIsMissingOrChangedIsWrittenAgainFromWhatIsKept() async throws {
    _ = try await run()
    let whole = try outputs()
    try FileManager.default.removeItem(atPath: folder.path("out/a.glb"))
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path("out/b.csv")))
    let summary = try await run()
    #expect(summary.steps == [.write: 2] && summary.unchanged == 1)
    #expect(try outputs() == whole)
  }

  @Test func valuesThatAreCutChangedOrAnothersAreMadeAnew() async throws {
    _ = try await run()
    let whole = try outputs()
    let files = try RecordingTree.files(below: Batch.cacheFolder(of: options)).filter { $0.hasSuffix(".kept") }
    #expect(files.count >= 12)
    for (index, file) in files.enumerated() {
      var data = try Data(contentsOf: URL(fileURLWithPath: file))
      switch index % 4 {
      case 0: data = data.prefix(data.count / 2)
      case 1: data[data.count - 5] ^= 1
      case 2: data = Data()
      default: data = try Data(contentsOf: URL(fileURLWithPath: files[(index + 1) % files.count]))
      }
      try data.write(to: URL(fileURLWithPath: file))
    }
    for name in names { try FileManager.default.removeItem(atPath: folder.path("out/\(name).glb")) }
    let summary = try await run()
    #expect(summary.baked == 3 && summary.damagedValues > 0)
    #expect(try outputs() == whole)
  }

  @Test func anEmptiedCacheLeavesWhatIsBakedAndASmallOneIsKeptSmall() async throws {
    _ = try await run()
    Batch.emptyCache(options)
    #expect(try await run().unchanged == 3)
    var small = options
    small.cacheBytes = 300_000
    small.outputs = ["{id}.json"]
    let summary = try await run(nil, small)
    #expect(summary.steps[.listen] == 3)
    let files = try RecordingTree.files(below: Batch.cacheFolder(of: options)).filter { $0.hasSuffix(".kept") }
    let bytes = files.compactMap { FileStamp($0)?.bytes }.reduce(0, +)
    #expect(bytes <= 300_000 && bytes > 0)
  }

  @Test func oneBadLineStopsNoOtherAndIsTriedAgain() async throws {
    var broken = lines()
    broken.append(BatchLine(id: "gone", audio: folder.path("gone.wav"), place: "gone"))
    let summary = try await run(broken)
    #expect(summary.baked == 3 && summary.failed == 1)
    let report = try Batch(broken, options: options, model: model).report()
    #expect(report.failures == 1 && report.entries[3].failure?.contains("gone.wav") == true)
    try SoundFile.write(SoundFile.babble(seconds: 1), as: .wav16, to: folder.path("gone.wav"))
    let again = try await run(broken)
    #expect(again.baked == 1 && again.unchanged == 3 && again.failed == 0)
  }

  @Test func linesOfOneLongRecordingAreCutOutOfItAndEachIsItsOwn() async throws {
    let whole = SoundFile.babble(seconds: 4)
    try SoundFile.write(whole, as: .wavFloat, to: folder.path("long.wav"))
    try SoundFile.write(Array(whole[16_000..<40_000]), as: .wavFloat, to: folder.path("long.cut.wav"))
    func line(_ id: String, _ file: String, _ span: Range<Double>?) -> BatchLine {
      var line = BatchLine(id: id, audio: folder.path(file), place: id)
      line.span = span
      return line
    }
    let spans = [line("long.cut.wav", "long.wav", 1..<2.5), line("cut", "long.cut.wav", nil)]
    var csv = options
    csv.outputs = ["{id}.csv"]
    #expect(try await run(spans, csv).baked == 2)
    func clip(_ name: String) throws -> Data {
      try Data(contentsOf: URL(fileURLWithPath: folder.path("out/\(name).csv")))
    }
    #expect(try clip("long.cut.wav") == clip("cut"))
    let moved = try await run([line("long.cut.wav", "long.wav", 1..<2), spans[1]], csv)
    #expect(moved.baked == 1 && moved.steps[.listen] == 1 && moved.unchanged == 1)
    let uncut = try await run([line("long.cut.wav", "long.wav", nil), spans[1]], csv)
    #expect(uncut.baked == 1 && uncut.unchanged == 1)
    #expect(try clip("long.cut.wav").count > 2 * clip("cut").count)
    let beyond = try await run([line("late", "long.wav", 9..<10)], csv)
    #expect(beyond.failed == 1)
  }

  @Test func anOutputIsNeverAnInput() throws {
    var inside = options
    inside.folder = folder.url.path
    inside.outputs = ["{id}.json"]
    let words = try folder.write(Data("hi".utf8), to: "a.json")
    let error = #expect(throws: BakeError.self) {
      try Batch(lines { $0.words = .textGrid(words) }, options: inside, model: model)
    }
    #expect(error?.kind == .usage && error?.message.contains("a.json") == true)
    var linked = options
    linked.outputs = ["{id}.csv"]
    try FileManager.default.createDirectory(atPath: folder.path("out"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("out/b.csv"), withDestinationPath: folder.path("b.wav"))
    #expect(throws: BakeError.self) { try Batch(lines(), options: linked, model: model) }
  }

  @Test func whoStopsLetsTheLineInHandBeFinished() async throws {
    let events = try Batch(lines(), options: options, model: model).run(until: { true })
    var ended: BatchSummary?
    for await event in events { if case .ended(let summary) = event { ended = summary } }
    #expect(ended?.left == 3 && ended?.baked == 0)
    #expect(try await run().baked == 3)
  }

  @Test func shardsTogetherAreTheWhole() async throws {
    var part = options
    for shard in 1...2 {
      part.selection = .shard(shard, of: 2)
      #expect(try await run(nil, part).failed == 0)
    }
    let sharded = try outputs()
    #expect(try Batch(lines(), options: options, model: model).report().failures == 0)
    #expect(try await run().unchanged == 3)
    try FileManager.default.removeItem(atPath: folder.path("out"))
    _ = try await run()
    #expect(try outputs() == sharded)
  }

  @Test func recordsThatAreCutAreWorkDoneAgain() async throws {
    _ = try await run()
    let path = folder.path("out/.mien/all.lines")
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    try data.prefix(data.count - 20).write(to: URL(fileURLWithPath: path))
    let summary = try await run()
    #expect(summary.baked == 1 && summary.unchanged == 2 && summary.steps == [.write: 1])
    #expect(try await run().unchanged == 3)
  }
}
