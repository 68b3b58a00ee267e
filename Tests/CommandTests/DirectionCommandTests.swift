import Foundation
import TestSupport
import Testing

/// Lines baked with directions in their words, and for the line as a whole.
struct DirectionCommandTests {
  private let folder: TemporaryFolder
  private let speech = Command.repository.appendingPathComponent("Samples/greeting/speech.wav").path

  init() throws { folder = try TemporaryFolder() }

  private func bake(_ arguments: String..., output: String = "x.csv") throws -> ProgramRun {
    try Command.run(Command.executable, ["bake", speech, "-o", folder.path(output)] + arguments)
  }

  private static let words = "My name is Aria, and I will be your voice for a while. Please bring me a map of Bombay."

  @Test func whatIsDirectedIsPerformedWithoutAWord() throws {
    let plain = try bake("--text", "Good morning. " + Self.words, output: "plain.csv")
    let directed = try bake("--text", "[nods] Good *morning*. [smiles] " + Self.words, output: "directed.csv")
    #expect(plain.status == 0 && directed.status == 0 && directed.errors.isEmpty, "\(directed.errors)")
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: folder.path("plain.csv")))
        != Data(contentsOf: URL(fileURLWithPath: folder.path("directed.csv"))))
  }

  @Test func whatIsNotKnownIsSaidAndBakesOn() throws {
    let run = try bake("--text", "[noddz] Good morning. " + Self.words, "--direction", "nervus")
    #expect(
      run.status == 0 && run.errors.contains("'noddz'") && run.errors.contains("did you mean 'nervous'"),
      "\(run.errors)")
  }

  @Test func damagedMarkupIsBadDataWithItsPlace() throws {
    let run = try bake("--text", "<speak>Good <emphasis>morning</speak>")
    #expect(run.status == 65 && run.errors.contains("line 1, column 30"), "\(run.status) \(run.errors)")
    #expect(folder.entries.isEmpty)
  }

  @Test func whatIsHeardTellsWhatIsDirected() throws {
    let run = try Command.mien("listen", speech, "--text", "Good *morning*. [looks left] " + Self.words)
    #expect(
      run.status == 0 && run.output.contains("\"looks left\"") && run.output.contains("\"prominence\" : 1"),
      "\(run.errors)")
  }

  @Test func theVocabularyIsListed() throws {
    let run = try Command.mien("directions")
    #expect(run.status == 0 && run.output.contains("| `nods` |"))
  }
}
