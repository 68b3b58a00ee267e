import DialogueBake
import FacePerformance
import Foundation
import SpeechAnimation
import TestSupport
import Testing

@testable import DialogueBatch

/// Lines with their settings and files, before anything is heard.
struct LinePlanTests {
  private let model: ModelPackage

  init() throws { model = try StandardModel.package.get() }

  private func plan(
    _ lines: [BatchLine], outputs: [String] = ["{id}.csv"], characters: String = "a: {}",
    settings: BakeSettings = BakeSettings()
  ) throws -> LinePlan {
    var options = BatchOptions(folder: "out", outputs: outputs, settings: settings, rig: "aria")
    options.characters = try CharacterSheet(characters, name: "cast.yaml", folder: "")
    return try LinePlan(lines, options: options, model: model)
  }

  private func line(_ id: String, _ change: (inout BatchLine) -> Void = { _ in }) -> BatchLine {
    var line = BatchLine(id: id, audio: "\(id).wav", place: "sheet:\(id)")
    change(&line)
    return line
  }

  private func error(_ body: () throws -> LinePlan) -> BakeError? { #expect(throws: BakeError.self) { _ = try body() } }

  @Test func aCharacterLaysItsSettingsOverTheBatchsAndALineOverBoth() throws {
    let cast =
      "Ann:\n  rig: fern\n  settings: {seed: 3, style: default}\n  outputs: ['{character}/{name}.json']\nBen: {}\n"
    var base = BakeSettings()
    try base.set("seed", to: "1")
    let plan = try plan(
      [
        line("x/a") { $0.character = "ann" }, line("b") { ($0.character, $0.settings) = ("Ann", ["seed": "9"]) },
        line("c") { $0.character = "Ben" }, line("d") { $0.language = "de-DE" },
      ], characters: cast, settings: base)
    let setups = plan.lines.map { plan.setups[$0.setup] }
    #expect(setups.map(\.settings.performance.seed) == [3, 9, 1, 1])
    #expect(setups.map(\.rig) == ["fern", "fern", "aria", "aria"])
    #expect(plan.lines.map(\.outputs) == [["out/ann/a.json"], ["out/Ann/b.json"], ["out/c.csv"], ["out/d.csv"]])
    #expect(setups[3].settings.language == "de")
  }

  @Test func twoLinesOfOneNameAreRefusedButLanguagesAreTwoLines() throws {
    let twice = error { try plan([line("a"), line("b"), line("a")]) }
    #expect(twice?.message.contains("sheet:a") == true && twice?.kind == .usage)
    let languages = ["de", "en"].map { code in line("a") { $0.language = code } }
    #expect(try plan(languages, outputs: ["{language}/{id}.csv"]).lines.count == 2)
    let shared = error { try plan(languages) }
    #expect(shared?.message.contains("written twice") == true)
  }

  @Test(arguments: ["../a", "/a", "x/../../a", "a\u{0}b", "x//y", ""])
  func anIDThatLeavesTheFolderIsRefused(id: String) {
    #expect(error { try plan([line(id)]) }?.kind == .usage)
  }

  @Test(arguments: [
    ("{idd}.csv", "{idd}"), ("../{id}.csv", "leaves"), ("/tmp/{id}.csv", "leaves"), ("{id}.doc", ".doc"),
    ("{language}/{id}.csv", "no language"),
  ])
  func aPatternThatIsNoneIsRefused(pattern: String, words: String) {
    let error = error { try plan([line("a")], outputs: [pattern]) }
    #expect(error?.message.contains(words) == true && error?.kind == .usage, "\(error?.message ?? "")")
  }

  @Test func takesNeedATellingPattern() throws {
    var settings = BakeSettings()
    try settings.set("takes", to: "2")
    #expect(error { try plan([line("a")], settings: settings) }?.message.contains("{take}") == true)
    let takes = try plan([line("a")], outputs: ["{id}-{take}.csv"], settings: settings).lines[0].takes
    #expect(takes == [["out/a-1.csv"], ["out/a-2.csv"]])
  }

  @Test func aSettingThatIsNoneNamesItsPlace() {
    let error = error { try plan([line("a") { $0.settings = ["seed": "many"] }]) }
    #expect(error?.message.hasPrefix("sheet:a: seed") == true)
    #expect(throws: BakeError.self) { try CharacterSheet("a: {settings: {sead: 1}}", name: "c", folder: "") }
    #expect(throws: BakeError.self) { try CharacterSheet("a: {rigg: x}", name: "c", folder: "") }
    #expect(throws: BakeError.self) { try CharacterSheet("Ann: {}\nann: {}", name: "c", folder: "") }
  }

  @Test func everyLineBelongsToOneShard() throws {
    let shards = try (1...3).map { try LineSelection(shard: "\($0)/3") }
    for index in 0..<20 { #expect(shards.count { $0.contains(index) } == 1) }
    let ranges = try LineSelection(lines: "1-10:3,15")
    #expect((0..<20).filter(ranges.contains) == [0, 3, 6, 9, 14])
    for text in ["0/3", "4/3", "3", "a/b", "1/0"] { #expect(throws: BakeError.self) { try LineSelection(shard: text) } }
    for text in ["0", "5-3", "a", "1-5:0", "1-99999999999999", ""] {
      #expect(throws: BakeError.self) { try LineSelection(lines: text) }
    }
  }

  @Test(arguments: [
    ("joy:0.4", "joy:0.4", ""), ("Joy", "joy", ""), ("auto", "auto", ""), ("nervous", "auto", "nervous"),
  ])
  func aFeelingMayBeANameOrAManner(stated: String, emotion: String, direction: String) throws {
    let plan = try plan([line("a") { $0.settings = ["emotion": stated] }])
    let settings = plan.setups[0].settings
    #expect(settings.text(of: "emotion")?.contains(emotion) == true, "\(settings.text(of: "emotion") ?? "")")
    #expect(settings.performance.direction.text == direction)
  }
}
