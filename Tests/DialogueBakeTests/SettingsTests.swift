import FaceCurves
import FacePerformance
import Foundation
import Interchange
import TestSupport
import Testing

@testable import DialogueBake

struct SettingsTests {
  private func refusal(_ yaml: String) -> SettingError? {
    #expect(throws: SettingError.self) {
      var settings = BakeSettings()
      for (name, value) in try SettingsFile.values(in: yaml, name: "line.yaml") { try settings.set(name, to: value) }
    }
  }

  @Test func everySettingIsReadBackAsItIsWritten() throws {
    for setting in BakeSettings.table {
      var settings = BakeSettings()
      try settings.set(setting.name, to: setting.defaultText)
      #expect(settings.text(of: setting.name) == setting.defaultText)
      #expect(!setting.meaning.isEmpty && setting.meaning.hasSuffix("."))
    }
    #expect(Set(BakeSettings.table.map(\.name)).count == BakeSettings.table.count)
  }

  @Test func settingsAreTheSameAfterCoding() throws {
    var settings = BakeSettings()
    for (name, value) in [
      ("emotion", "0.5 joy:0.6,surprise:0.25; 2.0 neutral"), ("seed", "18446744073709551615"), ("style", "grid"),
      ("fps", "24000/1001"), ("keys", "reduced"), ("tolerance", "0.01"), ("interpolation", "cubic"),
      ("keep-going", "yes"),
      ("language", "de"), ("llf-lateral", "app-compatible"),
    ] { try settings.set(name, to: value) }
    let again = try JSONDecoder().decode(BakeSettings.self, from: JSONEncoder().encode(settings))
    for setting in BakeSettings.table { #expect(again.text(of: setting.name) == settings.text(of: setting.name)) }
    #expect(again.performance == settings.performance && again.export.keys == settings.export.keys)
    #expect(again.export.keys == .reduced(tolerance: 0.01, interpolation: .cubic))
  }

  @Test func aFileOfSettingsIsTaken() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("line.yaml")
    try Data("# my line\nemotion: joy:0.6\nseed: 3\nfps: 24\nkeep-going: true\n".utf8).write(
      to: URL(fileURLWithPath: path))
    var settings = BakeSettings()
    try settings.take(file: path)
    #expect(settings.performance.seed == 3 && settings.keepsGoing && settings.text(of: "fps") == "24")
    #expect(settings.text(of: "emotion") == "0.0 joy:0.6")
  }

  @Test(arguments: [
    ("sead: 3", SettingError.Code.nameUnknown, "did you mean 'seed'"),
    ("emotoin: joy", .nameUnknown, "did you mean 'emotion'"),
    ("zzzzzz: 3", .nameUnknown, "there are "),
    ("tolerance: 3", .outOfRange, "0.0001 to 0.1"), ("tolerance: .nan", .outOfRange, "0.0001 to 0.1"),
    ("seed: -1", .outOfRange, "whole number"), ("seed: 1e3", .outOfRange, "whole number"),
    ("keys: redused", .outOfRange, "did you mean 'reduced'"), ("keep-going: perhaps", .outOfRange, "yes or no"),
    ("emotion: joyy:0.5", .outOfRange, "joyy"), ("emotion: joy:3", .outOfRange, "not in 0…1"),
    ("fps: 0", .outOfRange, "frame rate"), ("fps: [24, 30]", .fileInvalid, "one value"),
    ("- seed", .fileInvalid, "no settings"), ("seed: 3\n seed: 4", .fileInvalid, "line.yaml"),
    ("a: &a [x, x]\nb: [*a, *a]", .fileInvalid, "anchor"), ("seed: *x", .fileInvalid, "anchor"),
    ("\u{0}\u{1}", .fileInvalid, "line.yaml"),
  ])
  func whatIsWrongIsSaidWithWhatIsRight(yaml: String, code: SettingError.Code, words: String) {
    let error = refusal(yaml)
    #expect(error?.code == code, "\(error?.message ?? "nothing")")
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "nothing")")
  }

  @Test func aBombOfAnchorsAndADeepNestEndAtOnce() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<30 {
      bomb += "a\(level): &a\(level) [\((0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", "))]\n"
    }
    #expect(refusal(bomb)?.code == .fileInvalid)
    #expect(refusal("seed: " + String(repeating: "[", count: 200_000))?.code == .fileInvalid)
  }

  @Test func theReferencePageIsMadeFromTheTable() throws {
    let page = try String(contentsOf: TestRepository.folder.appendingPathComponent("docs/SETTINGS.md"), encoding: .utf8)
    #expect(page == SettingsPage.markdown, "write it anew: mien settings > docs/SETTINGS.md")
  }
}
